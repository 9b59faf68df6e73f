"""A helper wants to be left alone for now."""

from dataclasses import dataclass
from datetime import datetime

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseHelper:
    person_id: PersonId
    until: datetime | None = None
