"""Sign in by the link in a mail: pressing the button of the page that it opens."""

from dataclasses import dataclass, replace

from services.notify.domain import sign_in as signing_in
from services.notify.domain.somebody import Address
from services.notify.handlers.ask_sign_in import known_as
from services.notify.handlers.enter import Doors, Enter, Entered, enter
from services.notify.ports.people import Mint, SignInsByAddress
from shared.errors import IllegalMove
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class UseSignInLink:
    """token: as it stood in the link. browser: what is said of it. instead_of: the session that it had before."""

    token: str
    browser: str
    instead_of: str | None


def use_sign_in_link(command: UseSignInLink, *, sign_ins: SignInsByAddress, mint: Mint, doors: Doors) -> Entered:
    """Raises: IllegalMove when the link was used, altered or is too old; Refused where a link is not enough."""
    sign_in_id = mint.mark(command.token, of="link")

    def attempt() -> tuple[str, signing_in.SignIn]:
        found = sign_ins.address_of(sign_in_id)
        if found is None:
            raise IllegalMove("sign_in_over")
        sign_ins.append(found, signing_in.use_link(found.state, sign_in_id, at=doors.clock.now()), by="visitor")
        return found.id, found.state.asked[sign_in_id]

    contact_id, sign_in = decide_again(attempt)
    entered = enter(
        Enter(
            address=Address(contact_id=contact_id, kind=sign_in.kind, box=sign_in.box),
            language=sign_in.language,
            method=signing_in.LINK,
            browser=command.browser,
            instead_of=command.instead_of,
        ),
        doors=doors,
    )
    return replace(entered, next_path=sign_in.next_path, known_as=known_as(contact_id, mint=mint))
