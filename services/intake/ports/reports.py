"""Reports: what they are kept in, found by and named by."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.intake.domain.report import Report
from shared.errors import StaleVersion
from shared.events.intake import ReportEvent
from shared.events.place import Place
from shared.ids import Reference
from shared.repository import Found, Repository


class RequestTaken(Exception):
    """A report with this request's name is there already."""


class ReferenceTaken(StaleVersion):
    """Another report has this reference: make another one."""


class Reports(Repository[Report, ReportEvent], Protocol):
    """append raises besides: RequestTaken, ReferenceTaken."""

    def with_secret(self, hashed: str) -> Found[Report]:
        """By the hash of its personal page's secret. Raises: NotFound."""

    def with_request(self, request: str) -> Found[Report]:
        """By the sender's own name for the request. Raises: NotFound."""

    def with_photo(self, photo_id: str) -> Found[Report]:
        """The one that has this photo. Raises: NotFound."""

    def of_contacts(self, contact_ids: Sequence[str]) -> Sequence[Found[Report]]:
        """All that came with one of these addresses, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which public reports: of a category, near a place; those listed after `after`, a mark of an earlier answer."""

    category: str = ""
    near: Place | None = None
    after: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A public report in a list; `mark` says where it stands in it."""

    found: Found[Report]
    mark: str


class PublicReports(Protocol):
    """Sees nothing of what is private, sensitive or withdrawn: asking for it takes as long as asking for nothing."""

    def with_reference(self, reference: Reference) -> Found[Report]:
        """Raises: NotFound."""

    def recent(self, wish: Wish) -> Sequence[Listed]:
        """The newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of a report's history. what: an event's type. at: when."""

    at: datetime
    version: int
    what: str
    by: str


class Histories(Protocol):
    def of(self, report_id: str) -> Sequence[Deed]:
        """What happened to a report, in order."""


class Traces(Protocol):
    def of(self, reference: Reference) -> Iterator[Mapping[str, object]]:
        """The steps of a report's way: times, codes and ids, no words and no places. Nothing for what is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mint:
    """Makes what nobody can guess: ids of reports, references, secrets of personal pages.

    secret: of the same request, the same each time; of none, always another one.
    """

    report_id: Callable[[], str]
    reference: Callable[[], Reference]
    secret: Callable[[str], str]
