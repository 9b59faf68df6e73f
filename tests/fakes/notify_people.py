"""People, sign-ins and sessions in memory, and secrets that can be read."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import count

from services.notify.domain import session as a_session
from services.notify.domain import sign_in as signing_in
from services.notify.domain.person_evolve import PersonEvent, evolve
from services.notify.domain.roles import holds
from services.notify.domain.sending import EMAIL, PHONE
from services.notify.domain.session import Session, SessionEvent
from services.notify.domain.sign_in import SignInEvent, SignIns
from services.notify.domain.somebody import NOBODY, Person
from services.notify.ports.people import AddressTaken
from shared.clock import Clock
from shared.contacts import mailbox_of
from shared.events.triage_people import Grant
from shared.repository import Found
from shared.sealing import Unreadable
from tests.fakes.repository import FakeRepository


class FakePeople(FakeRepository[Person, PersonEvent]):
    """Passes as `ports.people.People`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=NOBODY, evolve=evolve, clock=clock)

    def append(self, found: Found[Person], events: Sequence[PersonEvent], *, by: str) -> Found[Person]:
        after = NOBODY
        for event in events:
            after = evolve(after if event is not events[0] else found.state, event)
        for contact_id in after.verified:
            owner = self.owner_of(contact_id)
            if owner is not None and owner.id != found.id:
                raise AddressTaken(found.id)
        return super().append(found, events, by=by)

    def owner_of(self, contact_id: str) -> Found[Person] | None:
        return next((each for each in self._found.values() if contact_id in each.state.verified), None)

    def existing(self, person_ids: Collection[str]) -> set[str]:
        return set(person_ids) & self._found.keys()

    def reachable(self, person_ids: Collection[str]) -> set[str]:
        known = {each: self._found[each].state.verified.values() for each in self.existing(person_ids)}
        return {each for each, contacts in known.items() if any(one.kind == EMAIL for one in contacts)}

    def by_sms(self, person_ids: Collection[str]) -> set[str]:
        known = {each: self._found[each].state for each in self.existing(person_ids)}
        reached = {each: person.contacts.get(person.reached_at or "") for each, person in known.items()}
        return {each for each, contact in reached.items() if contact is not None and contact.kind == PHONE}


class FakeSignIns(FakeRepository[SignIns, SignInEvent]):
    """Passes as `ports.people.SignInsByAddress`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=signing_in.NONE_YET, evolve=signing_in.evolve, clock=clock)

    def address_of(self, sign_in_id: str) -> Found[SignIns] | None:
        return next((each for each in self._found.values() if sign_in_id in each.state.asked), None)


class FakeSessions(FakeRepository[Session, SessionEvent]):
    """Passes as `ports.people.Sessions`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=a_session.NO_SESSION, evolve=a_session.evolve, clock=clock)

    def of_person(self, person_id: str, at: datetime) -> Sequence[tuple[str, Session]]:
        mine = [(each.id, each.state) for each in self._found.values() if each.state.person_id == person_id]
        standing = [(name, session) for name, session in mine if session.stands_at(at)]
        return sorted(standing, key=lambda each: str(each[1].expires_at), reverse=True)

    def stands(self, session_id: str) -> bool:
        found = self.find(session_id)
        return bool(found.version) and not found.state.is_revoked


class FakeRoles:
    """Passes as `ports.people.Roles`."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Sequence[Grant]]] = {}

    def keep(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None:
        if version > self._known.get(person_id, (0, ()))[0]:
            self._known[person_id] = (version, grants)

    def of(self, person_id: str, at: datetime) -> frozenset[str]:
        _, grants = self._known.get(person_id, (0, ()))
        return frozenset(each.role.value for each in grants if each.expires_at is None or at < each.expires_at)

    def holders(self, role: str, at: datetime, *, team: str | None) -> Sequence[str]:
        known = self._known.items()
        return sorted(person_id for person_id, (_, grants) in known if holds(grants, role, team=team, at=at))


class FakeHelperNames:
    """Passes as `ports.people.HelperNames`."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[int, str]] = {}

    def keep(self, person_id: str, first_name: str, *, version: int) -> None:
        if version > self.known.get(person_id, (0, ""))[0]:
            self.known[person_id] = (version, first_name)


class FakeMint:
    """Passes as `ports.people.Mint`; its secrets can be told apart, and read by the test."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.tokens: list[str] = []
        self.codes: list[str] = []

    def token(self) -> str:
        self.tokens.append(f"token-{next(self._numbers)}")
        return self.tokens[-1]

    def code(self) -> str:
        self.codes.append(f"{next(self._numbers):06}")
        return self.codes[-1]

    def mark(self, secret: str, *, of: str) -> str:
        return f"{of}<{secret}>"


class GlassMailboxes:
    """Passes as `ports.people.Mailboxes`."""

    def behind(self, box: str) -> str | None:
        return f"mailbox of {mailbox_of(GlassBoxes().open(box)['address'])}" if "=" in box else None

    def kind(self, box: str) -> str | None:
        return GlassBoxes().open(box)["kind"] if "=" in box else None


class GlassBoxes:
    """Passes as `ports.people.Seals` and `ports.boxes.Opens`: boxes through which one can see."""

    key_id = "glass"

    def seal(self, plain: Mapping[str, str]) -> str:
        return ";".join(f"{name}={value}" for name, value in plain.items())

    def open(self, box: str) -> dict[str, str]:
        if "=" not in box:
            raise Unreadable(box)
        return dict(each.split("=", 1) for each in box.split(";"))
