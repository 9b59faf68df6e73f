"""What is kept of cases and beside them, for those who let it go."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from services.triage.ports.cases import Cases
from shared.retention import Past, What


class HeldCases(Cases, Protocol):
    """Cases that are over, as those see them who let go what was kept long enough."""

    def held(self, what: What, before: datetime) -> Iterator[str]:
        """Those opened by then that still hold this kind of data, the oldest first."""

    def over_since(self, case_id: str) -> datetime:
        """When it ended last."""


class Leftovers(Protocol):
    """What is kept of people beside cases, helpers and roles, and in histories. Taking it away twice is once."""

    def of_person(self, person_id: str, case_ids: Sequence[str]) -> bool:
        """False while not all that happened to them, and on these cases, is filed."""

    def of_contact(self, contact_id: str) -> None:
        """Whose it is."""

    def of_report(self, case_id: str) -> bool:
        """In the history of its case, of whom it was; False while not all is filed."""


class Aged(Protocol):
    """What goes whole when it is old."""

    def past(self, before: datetime) -> Iterator[Past]: ...

    def let_go(self, past: Past) -> None: ...
