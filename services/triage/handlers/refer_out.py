"""Another body deals with it from here."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferOut:
    case_id: CaseId
    by: PersonId
    to: str
