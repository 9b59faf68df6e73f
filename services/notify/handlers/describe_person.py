"""Say what one wants to be called, and in which language one wants to be written to."""

from dataclasses import dataclass

from services.notify.domain import person as a_person
from services.notify.ports.people import People
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribePerson:
    person_id: str
    name: str
    language: str


def describe_person(command: DescribePerson, *, people: People) -> None:
    """Raises: NotFound, IllegalMove."""

    def attempt() -> None:
        found = people.get(command.person_id)
        events = a_person.describe(found.state, name=command.name, language=command.language)
        people.append(found, events, by=command.person_id)

    decide_again(attempt)
