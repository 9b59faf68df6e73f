"""Say what one wants to be called, and in which language one wants to be written to."""

from dataclasses import dataclass
from functools import partial

from services.notify.domain import person as a_person
from services.notify.ports.people import People
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribePerson:
    person_id: str
    name: str
    language: str


def describe_person(command: DescribePerson, *, people: People) -> None:
    """Raises: NotFound, IllegalMove."""
    describe = partial(a_person.describe, name=command.name, language=command.language)
    change(people, command.person_id, describe, by=command.person_id)
