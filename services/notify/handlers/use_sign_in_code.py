"""Sign in by typing the six digits of a mail, in the browser that asked for them."""

from dataclasses import dataclass, replace

from services.notify.domain import sign_in as signing_in
from services.notify.domain.somebody import Address
from services.notify.handlers.ask_sign_in import known_as
from services.notify.handlers.enter import Doors, Enter, Entered, enter
from services.notify.ports.people import Mint, SignInsByAddress
from shared.errors import IllegalMove, Refused
from shared.events.notify_sign_ins import CodeMissed
from shared.repository import decide_again

WRONG_CODE = "wrong_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseSignInCode:
    """sign_in_id, browser_secret: what the asking browser kept."""

    sign_in_id: str
    browser_secret: str
    code: str
    browser: str
    instead_of: str | None


def use_sign_in_code(command: UseSignInCode, *, sign_ins: SignInsByAddress, mint: Mint, doors: Doors) -> Entered:
    """Raises: Refused for a wrong code, which counts; IllegalMove when no code works any more."""

    def attempt() -> tuple[str, signing_in.SignIn, bool]:
        found = sign_ins.address_of(command.sign_in_id)
        if found is None:
            raise IllegalMove("sign_in_over")
        events = signing_in.try_code(
            found.state,
            command.sign_in_id,
            mint.mark(f"{command.sign_in_id}{command.code}", of="code"),
            browser=mint.mark(command.browser_secret, of="browser"),
            at=doors.clock.now(),
        )
        sign_ins.append(found, events, by="visitor")
        return found.id, found.state.asked[command.sign_in_id], isinstance(events[0], CodeMissed)

    contact_id, sign_in, has_missed = decide_again(attempt)
    if has_missed:
        raise Refused(WRONG_CODE)
    entered = enter(
        Enter(
            address=Address(contact_id=contact_id, kind=sign_in.kind, box=sign_in.box),
            language=sign_in.language,
            method=signing_in.CODE,
            browser=command.browser,
            instead_of=command.instead_of,
        ),
        doors=doors,
    )
    return replace(entered, next_path=sign_in.next_path, known_as=known_as(contact_id, mint=mint))
