"""Have an address no longer: here at once, elsewhere by what is told of it."""

from dataclasses import dataclass

from services.notify.domain import person as a_person
from services.notify.handlers.tell_of_change import removed, tell_of_change
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import People
from shared.clock import Clock
from shared.ids import random_id
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContact:
    person_id: str
    contact_id: str


def remove_contact(command: RemoveContact, *, people: People, deliveries: Deliveries, clock: Clock) -> None:
    """Removing twice is removing once; all that was theirs hears of it, the one that goes as well.

    Raises: NotFound, IllegalMove for the last one that is verified.
    """
    name = random_id()

    def attempt() -> None:
        found = people.get(command.person_id)
        events = a_person.remove(found.state, command.contact_id)
        if command.contact_id in found.state.verified:
            kind = found.state.contacts[command.contact_id].kind
            tell_of_change(found.state, removed(kind), name=name, deliveries=deliveries, clock=clock)
        people.append(found, events, by=command.person_id)

    decide_again(attempt)
