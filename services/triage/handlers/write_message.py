"""Somebody on the case writes to somebody else on it."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMessage:
    case_id: CaseId
    by: PersonId
    to: str
    text: str
