"""A sign-in has ended."""

from dataclasses import dataclass
from datetime import datetime

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSessionRevoked:
    session_id: str
    person_id: PersonId
    at: datetime
