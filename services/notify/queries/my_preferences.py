"""How somebody wants to be reached."""

from services.notify.domain.preferences import Preferences
from services.notify.ports.people import People


def my_preferences(person_id: str, *, people: People) -> Preferences:
    """Raises: NotFound."""
    return people.get(person_id).state.preferences
