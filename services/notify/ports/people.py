"""What is needed of people: who they are, how they sign in, what they may do, and secrets for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from services.notify.domain.person_evolve import PersonEvent
from services.notify.domain.session import Session, SessionEvent
from services.notify.domain.sign_in import SignInEvent, SignIns
from services.notify.domain.somebody import Person
from shared.events.triage_people import Grant
from shared.repository import Found, Repository
from shared.retention import Past


class AddressTaken(Exception):
    """Somebody else showed before that this address is theirs."""


class People(Repository[Person, PersonEvent], Protocol):
    """`append` raises AddressTaken besides."""

    def owner_of(self, contact_id: str) -> Found[Person] | None:
        """Whose verified address it is."""

    def existing(self, person_ids: Collection[str]) -> set[str]:
        """Which of these are registered."""

    def reachable(self, person_ids: Collection[str]) -> set[str]:
        """Which of these have a verified address for mail."""

    def by_sms(self, person_ids: Collection[str]) -> set[str]:
        """Which of these are reached by SMS: they chose a verified number, or have no verified address for mail."""


class SignInsByAddress(Repository[SignIns, SignInEvent], Protocol):
    """One aggregate per contact_id."""

    def address_of(self, sign_in_id: str) -> Found[SignIns] | None:
        """The address for which this sign-in was asked."""


class Sessions(Repository[Session, SessionEvent], Protocol):
    def of_person(self, person_id: str, at: datetime) -> Sequence[tuple[str, Session]]:
        """Those that stand, the newest first, with their ids."""

    def stands(self, session_id: str) -> bool:
        """Whether it is known and was not ended before its time."""


class Roles(Protocol):
    """Who holds which role, as triage told it last."""

    def keep(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None: ...

    def of(self, person_id: str, at: datetime) -> frozenset[str]: ...

    def holders(self, role: str, at: datetime, *, team: str | None) -> Sequence[str]:
        """Of this team, or of no team in particular."""


class HelperNames(Protocol):
    """First names of helpers, as triage told them last."""

    def keep(self, person_id: str, first_name: str, *, version: int) -> None: ...


class Leftovers(Protocol):
    """What is kept of people beside themselves, and in histories. Taking it away twice is taking it away once."""

    def of_person(self, person_id: str) -> bool:
        """Sessions, passkeys, messages, roles, names; False while not all that happened to them is filed."""

    def of_contact(self, contact_id: str, at: datetime) -> bool:
        """Subscriptions, sign-ins and messages of an address until then; False while not all is filed."""

    def of_report(self, report_id: str) -> bool:
        """Whose it is, and people's words in messages about it; False while not all is filed."""

    def of_helper(self, report_id: str, person_ids: Collection[str]) -> None:
        """What these wrote, in messages about this report."""


class Old(Protocol):
    """What has been kept since some time or longer, the oldest first; and how it goes: False while not all is filed."""

    def matters(self, of: str, before: datetime) -> Iterator[Past]:
        """Reports of a category, or protected ones, that ended by then and whose address is still known."""

    def deliveries(self, before: datetime) -> Iterator[Past]:
        """Messages that were planned by then, and are sent or will never be."""

    def sign_ins(self, before: datetime) -> Iterator[Past]:
        """Addresses for which somebody last asked to sign in."""

    def sessions(self, before: datetime) -> Iterator[Past]:
        """Those that expired."""

    def answers(self, before: datetime) -> Iterator[Past]:
        """Text messages that came in."""

    def stops(self, before: datetime) -> Iterator[Past]:
        """Numbers that said STOP."""

    def traces(self, before: datetime) -> Iterator[Past]:
        """What was refused to topics."""

    def let_contact_go(self, report_id: str) -> bool: ...

    def let_delivery_go(self, delivery_id: str) -> bool: ...

    def let_sign_ins_go(self, contact_id: str) -> bool: ...

    def let_session_go(self, session_id: str) -> bool: ...

    def let_answer_go(self, answer_id: str) -> bool: ...

    def let_stop_go(self, past: Past) -> bool: ...

    def let_trace_go(self, past: Past) -> bool: ...


class Mint(Protocol):
    """Makes secrets, and the keyed hashes by which they are known here."""

    def token(self) -> str:
        """At least 128 bits, fit for an address."""

    def code(self) -> str:
        """Six digits."""

    def mark(self, secret: str, *, of: str) -> str:
        """A keyed hash. of: what kind of secret, so that no mark passes for another."""


class Mailboxes(Protocol):
    def behind(self, box: str) -> str | None:
        """The keyed hash that all addresses of one mailbox share; None for a box that cannot be opened."""

    def kind(self, box: str) -> str | None:
        """`email` or `phone`; None likewise."""


class Seals(Protocol):
    key_id: str
    """The newest key, under which boxes are closed."""

    def seal(self, plain: Mapping[str, str]) -> str:
        """A box that only notify opens."""
