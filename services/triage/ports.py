"""What triage needs of the world, in its own words. Calls may block on a database, or raise TryAgain."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.triage.domain.case import Case
from services.triage.domain.facts import Around
from services.triage.domain.helper import Helper
from services.triage.domain.policy import Deadline, Policy
from services.triage.domain.report import Report
from services.triage.domain.roles import Roles
from services.triage.domain.search import Search
from services.triage.domain.shelves import ShelvedCase
from services.triage.domain.task import Task, Ways
from shared.events.place import Place
from shared.events.triage import CaseEvent, Circle
from shared.events.triage_people import HelperEvent, Role, RoleEvent
from shared.ids import Reference
from shared.repository import Found, Repository
from shared.retention import Past, What
from shared.signs.signs import Signs

Cases = Repository[Case, CaseEvent]
Helpers = Repository[Helper, HelperEvent]
RolesOfPeople = Repository[Roles, RoleEvent]
NewId = Callable[[], str]


class Neighbours(Protocol):
    """Finds helpers who may be asked."""

    def in_turn(self, search: Search) -> Iterator[Found[Helper]]:
        """Least recently asked first. What the domain asks beyond the search (hours, exact distance) it asks itself."""


class Leftovers(Protocol):
    """What is kept of people beside cases, helpers and roles, and in histories. Taking it away twice is once."""

    def of_person(self, person_id: str, case_ids: Sequence[str]) -> bool:
        """False while not all that happened to them, and on these cases, is filed."""

    def of_contact(self, contact_id: str) -> None:
        """Whose it is."""

    def of_report(self, case_id: str) -> bool:
        """In the history of its case, of whom it was; False while not all is filed."""


class HeldCases(Cases, Protocol):
    """Cases that are over, as those see them who let go what was kept long enough."""

    def held(self, what: What, before: datetime) -> Iterator[str]:
        """Those opened by then that still hold this kind of data, the oldest first."""

    def over_since(self, case_id: str) -> datetime:
        """When it ended last."""


class Aged(Protocol):
    """What goes whole when it is old."""

    def past(self, before: datetime) -> Iterator[Past]: ...

    def let_go(self, past: Past) -> None: ...


class CasesOfHelpers(Protocol):
    """Which cases a helper is on."""

    def of_helper(self, person_id: str) -> Sequence[str]:
        """Ids of cases with a standing invitation or an active assignment of theirs."""


class Contacts(Protocol):
    """Who stands behind which contact, as notify told it."""

    def people_of(self, contact_id: str) -> frozenset[str]:
        """Person ids, unverified links included: what protects counts both (design, people)."""

    def knows(self, person_id: str) -> bool:
        """Whether notify ever told of this person."""

    def keep(
        self,
        person_id: str,
        contact_ids: Sequence[str],
        *,
        version: int,
        verified: Sequence[str] = (),
        opens_from: Mapping[str, datetime] | None = None,
    ) -> None:
        """Remember the person's contacts, unless something newer is known. verified: those that give access.

        opens_from: from when on, where they do not open all that came with them.
        """


class ContactsToRead(Protocol):
    """For questions: whose addresses are whose."""

    def verified_of(self, person_id: str) -> Sequence[str]:
        """Addresses that they showed to be theirs."""

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        """By contact_id, where not all that came with it is theirs to see."""


class AllContacts(Contacts, ContactsToRead, Protocol):
    """Contacts, to keep and to ask for."""


class Sessions(Protocol):
    """Sign-ins that ended before their time."""

    def revoke(self, session_id: str, person_id: str, at: datetime) -> None:
        """Revoking twice is revoking once."""

    def is_revoked(self, session_id: str) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Somebody who answers now."""

    name: str
    phone: str


class Neighbourhood(Protocol):
    """The pack, as triage's use cases see it. Blocks on nothing."""

    @property
    def policy(self) -> Policy: ...

    @property
    def ways(self) -> Ways:
        """How neighbours are asked and kept from harm."""

    def around(self, report: Report, at: datetime) -> Around:
        """What it says about a report, here and now."""

    def task(self, category: str) -> Task | None:
        """What a neighbour can do about it; None where it is for professionals."""

    def come_at(self, report: Report) -> datetime | None:
        """When a neighbour should come, as it was told; None where nobody said it, or not so that it is a time."""

    def has_action(self, action: str) -> bool:
        """Whether a team can say that it did this."""

    def deadline(self, start: datetime, length: Deadline) -> datetime:
        """When a deadline falls due that started at an instant."""

    def on_call(self, at: datetime) -> OnCall | None:
        """Who answers at an instant (rule R8)."""

    def local(self, at: datetime) -> datetime:
        """The instant in the pack's zone."""

    def quiet_until(self, at: datetime) -> datetime | None:
        """When the quiet hours end in which it is; None when it is not in quiet hours (rule R11)."""

    def rough_area(self, place: Place) -> Circle:
        """The circle that stands for a place (rule R5)."""

    def signs_in(self, words: str, language: str) -> Signs:
        """The signs in what somebody wrote; language: of the page they wrote it on, empty where nobody knows."""

    def address_key(self, address: str) -> str:
        """Two spellings of one address have the same key."""


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

    def on_shelves(self, shelves: Sequence[str], *, after: After | None, limit: int) -> Sequence[ShelvedCase]:
        """Cases that stand on any of these shelves (`domain.shelves`), what is due first standing first."""

    def count_on_shelves(self, shelves: Sequence[str], *, up_to: int) -> int:
        """How many they are; stops counting at `up_to`."""

    def history(self, case_id: str) -> Sequence[Mapping[str, Any]]:
        """What happened: id, type, version, at, by, data (codes, numbers and ids), oldest first."""


class HelpersToRead(Protocol):
    """For questions: finds helpers and changes none."""

    def find(self, person_id: str) -> Found[Helper]:
        """Version 0 for somebody who is no helper."""

    def asked_about(self, person_id: str) -> Sequence[str]:
        """Ids of all cases about which they were ever asked, each once, the oldest first."""


class RolesToRead(Protocol):
    """For questions: who may do what."""

    def of(self, person_id: str) -> Roles: ...

    def find(self, person_id: str) -> Found[Roles]:
        """Version 0 for somebody who never had any."""

    def page(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        """People with roles whose id stands after this one, in the order of their ids."""

    def holding(self, role: Role, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        """Those of them who were given this role and have it still, or until it ended by itself."""

    def waiting(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        """Those of them for whom a role was proposed that needs a second person."""

    def history(self, person_id: str) -> Sequence[Mapping[str, Any]]:
        """What happened: id, type, version, at, by, data (codes and ids), oldest first."""


class Traces(Protocol):
    """For operators: what is known of a report's way."""

    def of(self, reference: Reference) -> Iterator[Mapping[str, object]]:
        """Its steps: times, codes and ids, no words and no places. Nothing for what is not there."""


class AllCases(Cases, CasesToRead, CasesOfHelpers, Protocol):
    """Cases, to change and to ask for."""


class AllHelpers(Helpers, HelpersToRead, Neighbours, Protocol):
    """Helpers, to change and to ask for."""


class AllRoles(RolesOfPeople, RolesToRead, Protocol):
    """Roles, to change and to ask for."""
