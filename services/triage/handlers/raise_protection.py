"""A professional notices a danger or floor sign."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseProtection:
    case_id: CaseId
    by: PersonId
    danger_signs: tuple[str, ...]
    floor_signs: tuple[str, ...]
