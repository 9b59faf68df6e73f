"""Have an address no longer: here at once, elsewhere by what is told of it."""

from dataclasses import dataclass
from functools import partial

from services.notify.domain import person as a_person
from services.notify.ports.people import People
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveContact:
    person_id: str
    contact_id: str


def remove_contact(command: RemoveContact, *, people: People) -> None:
    """Removing twice is removing once. Raises: NotFound, IllegalMove for the last one that is verified."""
    remove = partial(a_person.remove, contact_id=command.contact_id)
    change(people, command.person_id, remove, by=command.person_id)
