"""A helper may be asked again."""

from dataclasses import dataclass

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeHelper:
    person_id: PersonId
