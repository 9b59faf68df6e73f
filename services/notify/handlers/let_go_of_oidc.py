"""Forget who somebody is at the organisation's sign-in, when it has changed: the next sign-in says it anew."""

from dataclasses import dataclass

from services.notify.domain.passkeys import PasskeyEvent, Passkeys
from services.notify.domain.pin import let_go
from services.notify.ports.sign_in import PasskeysByPerson
from shared.errors import NotFound
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGoOfOidc:
    """person_id: None for everybody. reason: a code. by: the name of an operator."""

    person_id: str | None
    by: str
    reason: str


def let_go_of_oidc(command: LetGoOfOidc, *, passkeys: PasskeysByPerson) -> int:
    """How many it was. Raises: NotFound for one who is nobody there."""

    def let_them_go(state: Passkeys) -> tuple[PasskeyEvent, ...]:
        return let_go(state.pinned, reason=command.reason)

    held = passkeys.pinned()
    if command.person_id is not None and command.person_id not in held:
        raise NotFound(command.person_id)
    which = held if command.person_id is None else [command.person_id]
    for person_id in which:
        change(passkeys, person_id, let_them_go, by=command.by)
    return len(which)
