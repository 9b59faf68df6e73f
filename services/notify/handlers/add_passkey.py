"""Add a passkey: to one's own page, or as somebody who works here with the link that was handed over for it."""

from dataclasses import dataclass

from services.notify.domain import passkeys as holding
from services.notify.domain.passkeys import Fresh
from services.notify.handlers.begin_ceremony import Begun, Stage
from services.notify.handlers.enter import STAFF, Begin, Doors, Entered, begin
from services.notify.handlers.tell_of_change import Change, tell_of_change
from services.notify.ports.messages import Deliveries
from services.notify.ports.sign_in import Authenticators, CredentialTaken, Owner, PasskeysByPerson, Purpose
from shared.errors import IllegalMove
from shared.events.notify_sign_ins import SECOND_FACTOR, VOUCHED, SignInMethod
from shared.ids import random_id
from shared.repository import decide_again

_CHALLENGE = "challenge"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginAddingPasskey:
    """name: what the device shows beside it. method: of their session. link: the token of their enrolment, if any."""

    person_id: str
    name: str
    method: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPasskey:
    """token: what the browser kept. answer: the device's, as JSON. name: what they call it. The rest as above.

    browser, session_id: of the session in which they are.
    """

    person_id: str
    token: str
    answer: str
    name: str
    method: str
    browser: str
    session_id: str
    link: str = ""


def begin_adding_passkey(
    command: BeginAddingPasskey,
    *,
    stage: Stage,
    authenticators: Authenticators,
    passkeys: PasskeysByPerson,
    doors: Doors,
) -> Begun:
    """Raises: IllegalMove where they may not, or the link is over."""
    found = passkeys.find(command.person_id)
    link = stage.mint.mark(command.link, of=holding.ENROLMENT) if command.link else ""
    _check_may(command.person_id, command.method, link, doors)
    if link:
        holding.check_enrolment(found.state, link, at=stage.clock.now())
    held = [each.credential for each in found.state.held.values()]
    challenge, ask = authenticators.to_add(Owner(person_id=command.person_id, name=command.name, held=held))
    return Begun(token=stage.begin(Purpose.ADD, {_CHALLENGE: challenge}, person_id=command.person_id), ask=ask)


def add_passkey(
    command: AddPasskey,
    *,
    stage: Stage,
    authenticators: Authenticators,
    passkeys: PasskeysByPerson,
    deliveries: Deliveries,
    doors: Doors,
) -> Entered | None:
    """With an enrolment link they are signed in by their new passkey, instead of as they were.

    Every address of theirs hears of it.

    Raises: IllegalMove where they may not, or took too long; Refused for what does not fit.
    """
    ceremony = stage.end(command.token, Purpose.ADD)
    if ceremony.person_id != command.person_id:
        raise IllegalMove("sign_in_over")
    link = stage.mint.mark(command.link, of=holding.ENROLMENT) if command.link else ""
    _check_may(command.person_id, command.method, link, doors)
    fresh = Fresh(
        passkey_id=random_id(),
        credential=authenticators.added(command.answer, ceremony.secrets[_CHALLENGE]),
        name=command.name or command.browser,
        is_sure=command.method in VOUCHED,
        has_second_factor=command.method in SECOND_FACTOR,
        link=link,
    )

    def attempt() -> None:
        found = passkeys.find(command.person_id)
        events = holding.add(found.state, fresh, at=stage.clock.now())
        person, name = doors.people.find(command.person_id).state, fresh.passkey_id
        tell_of_change(person, Change.PASSKEY_ADDED, name=name, deliveries=deliveries, clock=stage.clock)
        passkeys.append(found, events, by=command.person_id)

    try:
        decide_again(attempt)
    except CredentialTaken:
        raise IllegalMove("passkey_is_there") from None
    return _stronger(command, stage, doors) if link else None


def may_change_ways_in(person_id: str, method: str, doors: Doors) -> bool:
    """A mailbox alone must not lead to the rights of those who work here, nor shut them out."""
    works_here = bool(doors.roles.of(person_id, doors.clock.now()) & STAFF)
    return doors.staff_may_use_links or method in VOUCHED or not works_here


def _check_may(person_id: str, method: str, link: str, doors: Doors) -> None:
    if not link and not may_change_ways_in(person_id, method, doors):
        raise IllegalMove("enrolment_first")


def _stronger(command: AddPasskey, stage: Stage, doors: Doors) -> Entered:
    return begin(
        Begin(
            person_id=command.person_id,
            method=SignInMethod.PASSKEY,
            browser=command.browser,
            instead_of=command.session_id,
            at=stage.clock.now(),
        ),
        doors=doors,
    )
