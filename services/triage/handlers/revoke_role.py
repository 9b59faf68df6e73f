"""Somebody takes a role back."""

from dataclasses import dataclass

from shared.events.triage_people import Role
from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRole:
    person_id: PersonId
    by: str
    role: Role
    team: str | None = None
    is_operator: bool = False
