"""Sign in by a passkey: the device has shown who it is, and nobody needs to type an address."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.notify.domain import passkeys as holding
from services.notify.domain.passkeys import Passkey
from services.notify.handlers.begin_ceremony import Begun, Stage
from services.notify.handlers.enter import Begin, Doors, Entered, begin
from services.notify.ports.sign_in import Authenticators, PasskeysByPerson, Purpose
from shared.errors import Refused
from shared.events.notify_sign_ins import SignInMethod
from shared.repository import Found, decide_again

_CHALLENGE = "challenge"
UNKNOWN = "passkey_is_not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginWithPasskey:
    """next_path: a path of this site, where they were going."""

    next_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePasskey:
    """token: what the browser kept. answer: the device's, as JSON. browser, instead_of: as in `Enter`."""

    token: str
    answer: str
    browser: str
    instead_of: str | None


def begin_with_passkey(command: BeginWithPasskey, *, stage: Stage, authenticators: Authenticators) -> Begun:
    challenge, ask = authenticators.to_enter()
    return Begun(token=stage.begin(Purpose.ENTER, {_CHALLENGE: challenge}, next_path=command.next_path), ask=ask)


def use_passkey(
    command: UsePasskey, *, stage: Stage, authenticators: Authenticators, passkeys: PasskeysByPerson, doors: Doors
) -> Entered:
    """Raises: IllegalMove when it took too long or was used before; Refused for a passkey that is not theirs."""
    ceremony = stage.end(command.token, Purpose.ENTER)
    credential = authenticators.named(command.answer)

    def attempt() -> tuple[str, Passkey]:
        found = passkeys.owner_of(credential)
        if found is None or doors.people.find(found.id).state.is_erased:
            raise Refused(UNKNOWN)
        passkey_id, passkey = _held(found, credential)
        count = authenticators.used(command.answer, ceremony.secrets[_CHALLENGE], passkey.credential)
        events = holding.use(found.state, passkey_id, sign_count=count, at=stage.clock.now())
        passkeys.append(found, events, by=found.id)
        return found.id, passkey

    person_id, passkey = decide_again(attempt)
    entered = begin(
        Begin(
            person_id=person_id,
            method=_method(passkey, stage.clock.now()),
            browser=command.browser,
            instead_of=command.instead_of,
            at=stage.clock.now(),
        ),
        doors=doors,
    )
    return replace(entered, next_path=ceremony.next_path)


def _method(passkey: Passkey, at: datetime) -> SignInMethod:
    if passkey.is_vouched:
        return SignInMethod.PASSKEY
    return SignInMethod.OWN_PASSKEY if passkey.counts(at) else SignInMethod.NEW_PASSKEY


def _held(found: Found[holding.Passkeys], credential: str) -> tuple[str, Passkey]:
    return next((each, one) for each, one in found.state.held.items() if one.credential.id == credential)
