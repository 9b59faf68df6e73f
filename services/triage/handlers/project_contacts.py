"""Which contacts stand for a person, as notify tells it."""

from dataclasses import dataclass

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectContacts:
    person_id: PersonId
    version: int
    contact_ids: tuple[str, ...]
