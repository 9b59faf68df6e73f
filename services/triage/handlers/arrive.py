"""The helper is there."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive:
    case_id: CaseId
    person_id: PersonId
