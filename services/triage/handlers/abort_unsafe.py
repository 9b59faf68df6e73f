"""The helper says "unsafe" and stops."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AbortUnsafe:
    case_id: CaseId
    person_id: PersonId
