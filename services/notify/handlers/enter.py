"""Begin a session for whoever showed that an address is theirs: the last step of every way to sign in."""

from dataclasses import dataclass

from services.notify.domain import session as a_session
from services.notify.domain.person import Address
from services.notify.handlers.end_session import EndSession, end_session
from services.notify.handlers.register_person import RegisterPerson, register_person
from services.notify.ports.matters import Disowned
from services.notify.ports.people import Mailboxes, People, Roles, Sessions
from shared.clock import Clock
from shared.errors import Refused
from shared.events.triage_people import Role
from shared.ids import random_id

STAFF = frozenset(Role) - {Role.HELPER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """method: link or code. browser: its family and system. instead_of: the session that this browser had before."""

    address: Address
    language: str
    method: str
    browser: str
    instead_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Who is signed in now. next_path: where they were going. known_as: what their browser keeps for the next time."""

    person_id: str
    session_id: str
    method: str
    known_as: str = ""
    next_path: str = "/me"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The ports of entering. staff_may_use_links: never in production, where staff have a second factor."""

    people: People
    disowned: Disowned
    mailboxes: Mailboxes
    sessions: Sessions
    roles: Roles
    clock: Clock
    staff_may_use_links: bool


def enter(command: Enter, *, doors: Doors) -> Entered:
    """Somebody new is registered first.

    Raises: Refused for staff where a link or a code is not enough for them.
    """
    person_id = register_person(
        RegisterPerson(person_id=random_id(), address=command.address, language=command.language, by="sign_in"),
        people=doors.people,
        disowned=doors.disowned,
        mailboxes=doors.mailboxes,
    )
    if not doors.staff_may_use_links and doors.roles.of(person_id, doors.clock.now()) & STAFF:
        raise Refused("staff_need_more_than_a_link")
    session_id = random_id()
    events = a_session.start(person_id, method=command.method, browser=command.browser, at=doors.clock.now())
    doors.sessions.append(doors.sessions.find(session_id), events, by=person_id)
    if command.instead_of:
        end = EndSession(person_id=person_id, session_id=command.instead_of)
        end_session(end, sessions=doors.sessions, clock=doors.clock, missing_is_fine=True)
    return Entered(person_id=person_id, session_id=session_id, method=command.method)
