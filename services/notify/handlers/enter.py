"""Begin a session for whoever showed that an address is theirs: the last step of every way to sign in."""

from dataclasses import dataclass
from datetime import datetime

from services.notify.domain import session as a_session
from services.notify.domain.somebody import Address
from services.notify.handlers.end_session import EndSession, end_session
from services.notify.handlers.register_person import RegisterPerson, register_person
from services.notify.ports.matters import Disowned
from services.notify.ports.people import Mailboxes, People, Roles, Sessions
from shared.clock import Clock
from shared.events.notify_sign_ins import SignInMethod
from shared.events.triage_people import STAFF
from shared.ids import random_id

__all__ = ["STAFF", "Begin", "Doors", "Enter", "Entered", "begin", "enter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """method: link or code. browser: its family and system. instead_of: the session that this browser had before."""

    address: Address
    language: str
    method: SignInMethod
    browser: str
    instead_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """A session of somebody known. at: when they showed who they are. browser, instead_of: as in `Enter`."""

    person_id: str
    method: SignInMethod
    browser: str
    instead_of: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Who is signed in now. next_path: where they were going. known_as: what their browser keeps for the next time."""

    person_id: str
    session_id: str
    method: SignInMethod
    at: datetime
    known_as: str = ""
    next_path: str = "/me"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The ports of entering. staff_may_use_links: a session by link or code gives them their rights, too."""

    people: People
    disowned: Disowned
    mailboxes: Mailboxes
    sessions: Sessions
    roles: Roles
    clock: Clock
    staff_may_use_links: bool


def enter(command: Enter, *, doors: Doors) -> Entered:
    """By an address that is theirs; somebody new is registered first.

    What staff may do in a session that began like this is decided at each door, by its method.
    """
    person_id = register_person(
        RegisterPerson(
            person_id=random_id(),
            address=command.address,
            language=command.language,
            at=doors.clock.now(),
            by="sign_in",
        ),
        people=doors.people,
        disowned=doors.disowned,
        mailboxes=doors.mailboxes,
    )
    return begin(
        Begin(
            person_id=person_id,
            method=command.method,
            browser=command.browser,
            instead_of=command.instead_of,
            at=doors.clock.now(),
        ),
        doors=doors,
    )


def begin(command: Begin, *, doors: Doors) -> Entered:
    """A session under an id that nobody knew before; the one that the browser had ends."""
    session_id, person_id = random_id(), command.person_id
    events = a_session.start(person_id, method=command.method, browser=command.browser, at=command.at)
    doors.sessions.append(doors.sessions.find(session_id), events, by=person_id)
    if command.instead_of:
        end = EndSession(person_id=person_id, session_id=command.instead_of)
        end_session(end, sessions=doors.sessions, clock=doors.clock, missing_is_fine=True)
    return Entered(person_id=person_id, session_id=session_id, method=command.method, at=command.at)
