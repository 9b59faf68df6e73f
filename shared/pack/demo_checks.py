"""What can be wrong with demo.yaml as a whole: people who stand twice, homes where the pack does not serve."""

from functools import partial

from shared.pack.areas import Areas
from shared.pack.checks import Check, Found, twice
from shared.pack.demo import DemoPerson


def demo(areas: Areas) -> tuple[Check, ...]:
    """Give the checks of demo.yaml for a pack that serves these areas."""
    return ((("people",), partial(_people, areas)),)


def _people(areas: Areas, people: tuple[DemoPerson, ...]) -> Found:
    for index, person in enumerate(people):
        if person.help and not areas.contains(person.help.home):
            yield ("people", index, "help", "home"), "lies in no area that the pack serves"
    for person_id in twice(person.person_id for person in people):
        yield ("people",), f"{person_id} stands twice"
    for email in twice(person.email for person in people):
        yield ("people",), f"{email} stands twice"
