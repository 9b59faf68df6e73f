"""A caseworker says that it is done, what was done, and how it went."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveCase:
    case_id: CaseId
    by: PersonId
    action: str
    words: str
