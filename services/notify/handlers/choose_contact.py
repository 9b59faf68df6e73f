"""Be written to at another of one's addresses."""

from dataclasses import dataclass
from functools import partial

from services.notify.domain import person as a_person
from services.notify.ports.people import People
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseContact:
    person_id: str
    contact_id: str


def choose_contact(command: ChooseContact, *, people: People) -> None:
    """Raises: NotFound, IllegalMove for an address that is not theirs."""
    choose = partial(a_person.choose, contact_id=command.contact_id)
    change(people, command.person_id, choose, by=command.person_id)
