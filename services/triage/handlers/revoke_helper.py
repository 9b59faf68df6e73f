"""A vetting is taken back, at once."""

from dataclasses import dataclass

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeHelper:
    person_id: PersonId
    by: str
    reason: str
