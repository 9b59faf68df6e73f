"""Forget who somebody is at the organisation's sign-in, when it has changed: the next sign-in says it anew."""

from dataclasses import dataclass
from functools import partial

from services.notify.domain import passkeys as holding
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
    held = passkeys.pinned()
    if command.person_id is not None and command.person_id not in held:
        raise NotFound(command.person_id)
    which = held if command.person_id is None else [command.person_id]
    for person_id in which:
        change(passkeys, person_id, partial(holding.let_go, reason=command.reason), by=command.by)
    return len(which)
