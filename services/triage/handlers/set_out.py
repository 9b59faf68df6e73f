"""The helper is on the way."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOut:
    case_id: CaseId
    person_id: PersonId
