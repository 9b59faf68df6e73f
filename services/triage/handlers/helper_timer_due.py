"""A claim has lapsed: ask the case, and confirm or release it."""

from dataclasses import dataclass

from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperTimerDue:
    person_id: PersonId
