"""Want no more mails of one kind, by the link in one of them: nobody need sign in for that."""

from dataclasses import dataclass

from services.notify.domain import person as a_person
from services.notify.domain.person_evolve import PersonEvent
from services.notify.domain.preferences import stop
from services.notify.domain.somebody import Person
from services.notify.ports.people import People
from shared.repository import change

BY = "stop_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopKind:
    """what: a subject, or `daily` for all that comes in the daily mail."""

    person_id: str
    what: str


def stop_kind(command: StopKind, *, people: People) -> None:
    """Stopping twice is stopping once, and nobody writes to whoever was erased. Raises: NotFound."""

    def decide(person: Person) -> tuple[PersonEvent, ...]:
        if person.is_erased:
            return ()
        return a_person.prefer(person, stop(person.preferences, command.what))

    change(people, command.person_id, decide, by=BY)
