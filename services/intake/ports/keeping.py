"""What is kept of reports and beside them, for those who let it go."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from services.intake.domain.report import Report
from shared.events.intake import ReportEvent
from shared.repository import Found, Repository
from shared.retention import Past, What


class HeldReports(Repository[Report, ReportEvent], Protocol):
    """Reports, as those see them who let go what was kept long enough."""

    def held(self, what: What, before: datetime) -> Iterator[Found[Report]]:
        """Those received by then that still hold this kind of data, oldest first."""


class Leftovers(Protocol):
    """What is kept of people beside reports. Taking it away twice is taking it away once."""

    def of_person(self, person_id: str) -> None:
        """Their roles, first name and addresses, as others told them."""

    def of_report(self, report_id: str) -> bool:
        """What was told of it, and in its history of whom it was; False while not all of that is filed."""


class Old(Protocol):
    """What is kept for long beside reports, and in their histories."""

    def of_contact_in(self, report_id: str) -> bool:
        """In its history, keyed hashes of the address with which it came; False while not all of that is filed."""

    def traces(self, before: datetime) -> Iterator[Past]:
        """Refusals and ended sessions that were kept since then."""

    def let_trace_go(self, past: Past) -> None: ...
