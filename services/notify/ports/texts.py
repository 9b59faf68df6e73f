"""What is needed to hear what people answer by text message."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.notify.domain.answer import Answer, AnswerEvent
from services.notify.domain.delivery import Delivery
from shared.repository import Repository


class Questions(Protocol):
    def asked(self, person_id: str, *, since: datetime) -> Sequence[Delivery]:
        """Invitations that this helper got by SMS."""


class Texted(Protocol):
    def newest(
        self, contact_ids: Collection[str], person_id: str | None, limit: int, *, since: datetime
    ) -> Sequence[Delivery]:
        """What went by SMS to these addresses as a reporter's, and to this person as a helper; the newest first.

        Of what somebody reads answers to, the newest about each report. limit: of reports, not of what went.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """says: yes or no, to an invitation. heard_at: None for one from before that was kept."""

    says: str
    heard_at: datetime | None


class Answers(Repository[Answer, AnswerEvent], Protocol):
    """Text messages that came in, by the gateway's name for each."""

    def of_person(self, person_id: str) -> Sequence[GivenAnswer]:
        """The oldest first; those of which nobody knows when are older than any other."""


class Silence(Protocol):
    """Numbers that said stop, by SMS: it holds until they say start, or its period is over."""

    def add(self, contact_id: str, at: datetime) -> None:
        """Said once more it counts from then."""

    def remove(self, contact_id: str) -> None: ...

    def since(self, contact_ids: Collection[str]) -> Mapping[str, datetime]:
        """Which of these said it, and when."""
