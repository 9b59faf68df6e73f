"""Somebody checked who a helper is."""

from dataclasses import dataclass
from datetime import datetime

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class VetHelper:
    person_id: PersonId
    by: str
    tier: int
    expires_at: datetime | None = None
