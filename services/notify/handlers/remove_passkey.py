"""Take a passkey away: it signs nobody in any more."""

from dataclasses import dataclass

from services.notify.domain import passkeys as holding
from services.notify.domain.passkeys import Removal
from services.notify.handlers.add_passkey import may_change_ways_in
from services.notify.handlers.enter import STAFF, Doors
from services.notify.handlers.tell_of_change import Change, tell_of_change
from services.notify.ports.messages import Deliveries
from services.notify.ports.sign_in import PasskeysByPerson
from shared.errors import IllegalMove
from shared.events.notify_sign_ins import SECOND_FACTOR
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePasskey:
    """method: of their session. is_sure: they were told that it is the last one by which they can do their work."""

    person_id: str
    passkey_id: str
    method: str
    is_sure: bool = False


def remove_passkey(command: RemovePasskey, *, passkeys: PasskeysByPerson, deliveries: Deliveries, doors: Doors) -> None:
    """Every address of theirs hears of it.

    Raises: NotFound; IllegalMove where they may not, or for the last one unless they are sure.
    """
    if not may_change_ways_in(command.person_id, command.method, doors):
        raise IllegalMove("enrolment_first")
    removal = Removal(
        passkey_id=command.passkey_id,
        needs_one=bool(doors.roles.of(command.person_id, doors.clock.now()) & STAFF),
        is_sure=command.is_sure,
        has_second_factor=command.method in SECOND_FACTOR,
    )

    def attempt() -> None:
        found = passkeys.find(command.person_id)
        events = holding.remove(found.state, removal, at=doors.clock.now())
        person, name = doors.people.find(command.person_id).state, f"{command.passkey_id}-removed"
        tell_of_change(person, Change.PASSKEY_REMOVED, name=name, deliveries=deliveries, clock=doors.clock)
        passkeys.append(found, events, by=command.person_id)

    decide_again(attempt)
