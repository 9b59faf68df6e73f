"""What intake needs of the world, in its own words. Calls may block on a database; one that is away raises TryAgain."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from services.intake.domain.api_key import ApiKey
from services.intake.domain.photos import Photo
from services.intake.domain.report import Report
from services.intake.domain.story import Message, Shown, Step, Story
from services.intake.domain.wrong import Wrong
from shared.errors import StaleVersion
from shared.events.intake import ReportEvent
from shared.events.intake_keys import ApiKeyEvent
from shared.events.place import Place
from shared.events.triage import CaseState
from shared.events.triage_people import Grant
from shared.ids import ContactId, Reference
from shared.repository import Found, Repository
from shared.retention import Past, What


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


class HeldReports(Repository[Report, ReportEvent], Protocol):
    """Reports, as those see them who let go what was kept long enough."""

    def held(self, what: What, before: datetime) -> Iterator[Found[Report]]:
        """Those received by then that still hold this kind of data, oldest first."""


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
class Told:
    """What one event of a case says. state: the newest that its sender knew, with that state's version."""

    case_id: str
    version: int
    at: datetime
    state: CaseState
    state_version: int
    step: Step | None = None
    message: Message | None = None
    shown: Shown | None = None


class Stories(Protocol):
    """What became of reports."""

    def keep(self, told: Told) -> None:
        """In any order, and any number of times: what was told is kept once, and the newest state stands."""

    def forget(self, report_id: str, person_ids: Sequence[str]) -> None:
        """Take out of a story who these are, and what they wrote."""

    def empty(self, report_id: str) -> None:
        """Take all words out of a story. What was told until now brings none back."""

    def of(self, report_id: str) -> Story | None: ...

    def of_all(self, report_ids: Sequence[str]) -> Mapping[str, Story]:
        """Those that are known, by report."""


class People(Protocol):
    """What triage and notify told of people. `version` is the subject's; what is not newer changes nothing."""

    def keep_roles(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None: ...

    def roles(self, person_id: str) -> Sequence[Grant]: ...

    def keep_name(self, person_id: str, first_name: str, *, version: int) -> None: ...

    def names(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        """First names of helpers, as far as they are known."""

    def keep_contacts(
        self, person_id: str, contact_ids: Sequence[str], *, opens_from: Mapping[str, datetime], version: int
    ) -> None:
        """Those that are known to be theirs. opens_from: as in `PersonState`."""

    def contacts(self, person_id: str) -> Sequence[str]: ...

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        """By contact_id, where not all that came with it is theirs to see."""

    def revoke_session(self, session_id: str, at: datetime) -> None: ...

    def is_revoked(self, session_id: str) -> bool: ...


class ApiKeys(Repository[ApiKey, ApiKeyEvent], Protocol):
    """Keys of partners' systems, by their ids."""

    def all(self) -> Iterator[Found[ApiKey]]: ...

    def history(self, aggregate_id: str) -> Sequence[Mapping[str, Any]]:
        """What happened to one, in order: `at`, `by`, `type`, `data`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """How often somebody sent in a minute, and when that minute ends."""

    count: int
    until: datetime

    def wait(self, *, most: int, at: datetime) -> float | None:
        """Seconds until there is room again, where so many are too many."""
        return (self.until - at).total_seconds() if self.count > most else None


class Minutes(Protocol):
    """The newest minute of whoever is counted."""

    def count(self, of: str, at: datetime) -> Uses:
        """One more: how many there are now."""


class KeyUses(Minutes, Protocol):
    """The newest minute of each key."""

    def last_used_at(self, key_id: str) -> datetime | None:
        """The minute in which it was used last."""


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


class ContactKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An address as it was typed, or normalised."""

    kind: ContactKind
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What may leave the page's request: keyed hashes of an address, and a box that only notify can open.

    mailbox_id: the same for all addresses that lead to one mailbox.
    """

    contact_id: ContactId
    mailbox_id: ContactId
    box: str


class Contacts(Protocol):
    """Blocks on nothing."""

    def normalise(self, contact: Contact) -> Contact:
        """Raises: shared.contacts.ForeignLetters, ServiceNumber; other ValueErrors if it is no address of its kind."""

    def seal(self, contact: Contact, *, language: str, secret: str, own: Collection[str] = ()) -> Sealed:
        """Takes a normalised one. secret: of the personal page.

        own: contact_ids that whoever told it has shown to be theirs. Whether this is one, notify alone reads.
        """


Made = Photo | Wrong
"""What was made anew of a picture, or why that could not be."""


class PhotoEncoder(Protocol):
    """Makes pictures anew, so that nothing is left of what else a file holds (rule R15)."""

    def encode(self, sent: Sequence[bytes]) -> Sequence[Made]:
        """One answer for each. Blocks for seconds, of which there are five for all. Raises: TryAgain."""


class Places(Protocol):
    """The neighbourhood's map. Blocks on nothing."""

    def serves(self, place: Place) -> bool: ...

    def place_of(self, address: str) -> Place | None: ...

    def nearest_address(self, place: Place) -> str | None: ...

    def addresses_like(self, text: str) -> Sequence[str]:
        """Known addresses that somebody may have meant, the likeliest first; a few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mint:
    """Makes what nobody can guess: ids of reports, references, secrets of personal pages.

    secret: of the same request, the same each time; of none, always another one.
    """

    report_id: Callable[[], str]
    reference: Callable[[], Reference]
    secret: Callable[[str], str]
