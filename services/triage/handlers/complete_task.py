"""The helper says it is done."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteTask:
    case_id: CaseId
    person_id: PersonId
    minutes: int | None = None
    words: str = ""
