"""Somebody gives somebody else a role."""

from dataclasses import dataclass
from datetime import datetime

from shared.events.triage_people import Role
from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    person_id: PersonId
    by: str
    role: Role
    team: str | None = None
    expires_at: datetime | None = None
    is_operator: bool = False
