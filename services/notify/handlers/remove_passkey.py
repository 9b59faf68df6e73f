"""Take a passkey away: it signs nobody in any more."""

from dataclasses import dataclass
from functools import partial

from services.notify.domain import passkeys as holding
from services.notify.handlers.add_passkey import may_change_ways_in
from services.notify.handlers.enter import STAFF, Doors
from services.notify.ports.sign_in import PasskeysByPerson
from shared.errors import IllegalMove
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePasskey:
    """method: of their session. is_sure: they were told that it is the last one by which they can do their work."""

    person_id: str
    passkey_id: str
    method: str
    is_sure: bool = False


def remove_passkey(command: RemovePasskey, *, passkeys: PasskeysByPerson, doors: Doors) -> None:
    """Raises: NotFound; IllegalMove where they may not, or for the last one unless they are sure."""
    if not may_change_ways_in(command.person_id, command.method, doors):
        raise IllegalMove("enrolment_first")
    works_here = bool(doors.roles.of(command.person_id, doors.clock.now()) & STAFF)
    decide = partial(holding.remove, passkey_id=command.passkey_id, needs_one=works_here, is_sure=command.is_sure)
    change(passkeys, command.person_id, decide, by=command.person_id)
