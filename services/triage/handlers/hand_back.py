"""The helper cannot after all."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    case_id: CaseId
    person_id: PersonId
