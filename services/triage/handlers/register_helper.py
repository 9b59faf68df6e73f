"""A neighbour offers to help."""

from dataclasses import dataclass

from shared.events.place import Place
from shared.events.triage_people import Hours
from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHelper:
    person_id: PersonId
    by: str
    first_name: str
    home: Place
    address: str | None = None
    languages: tuple[str, ...]
    capabilities: tuple[str, ...]
    radius_m: int
    hours: tuple[Hours, ...] = ()
    is_demo: bool = False
