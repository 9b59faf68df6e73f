"""Say how one wants to be reached."""

from dataclasses import dataclass
from functools import partial

from services.notify.domain import person as a_person
from services.notify.domain.preferences import Preferences
from services.notify.ports.people import People
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePreferences:
    person_id: str
    wish: Preferences


def choose_preferences(command: ChoosePreferences, *, people: People) -> None:
    """It counts from the next message on, and for those that wait. Raises: NotFound, IllegalMove."""
    change(people, command.person_id, partial(a_person.prefer, wish=command.wish), by=command.person_id)
