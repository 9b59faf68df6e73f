"""Cases, to change and to ask for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.triage.domain.case import Case
from services.triage.domain.shelves import ShelvedCase
from shared.events.triage import CaseEvent
from shared.ids import Reference
from shared.repository import Found, Repository

Cases = Repository[Case, CaseEvent]
NewId = Callable[[], str]


class CasesOfHelpers(Protocol):
    """Which cases a helper is on."""

    def of_helper(self, person_id: str) -> Sequence[str]:
        """Ids of cases with a standing invitation or an active assignment of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Where a page of a list begins: behind the case on which this is due and that has this id."""

    due_at: datetime
    case_id: str


class CasesToRead(Protocol):
    """For questions: finds cases and changes none. What of them may be shown is the question's business."""

    def get(self, case_id: str) -> Found[Case]:
        """Raises: NotFound."""

    def told_by(self, contact_ids: Sequence[str]) -> Sequence[Found[Case]]:
        """Cases of reports that came with one of these addresses, the oldest first."""

    def by_reference(self, reference: str) -> Found[Case]:
        """Raises: NotFound."""

    def by_invitation(self, invitation_id: str) -> Found[Case]:
        """The case on which this invitation was given, answered or not. Raises: NotFound."""

    def on_which(self, person_id: str, limit: int) -> Sequence[Found[Case]]:
        """Cases with a standing invitation or an active assignment of theirs, the newest first."""

    def thanking(self, person_id: str, limit: int) -> Sequence[Found[Case]]:
        """Cases whose reporter thanked them, the newest first, whatever else they are on."""

    def on_shelves(self, shelves: Sequence[str], *, after: After | None, limit: int) -> Sequence[ShelvedCase]:
        """Cases that stand on any of these shelves (`domain.shelves`), what is due first standing first."""

    def count_on_shelves(self, shelves: Sequence[str], *, up_to: int) -> int:
        """How many they are; stops counting at `up_to`."""

    def history(self, case_id: str) -> Sequence[Mapping[str, Any]]:
        """What happened: id, type, version, at, by, data (codes, numbers and ids), oldest first."""


class Traces(Protocol):
    """For operators: what is known of a report's way."""

    def of(self, reference: Reference) -> Iterator[Mapping[str, object]]:
        """Its steps: times, codes and ids, no words and no places. Nothing for what is not there."""


class AllCases(Cases, CasesToRead, CasesOfHelpers, Protocol):
    """Cases, to change and to ask for."""
