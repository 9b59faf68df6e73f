"""The work has ended, or went to somebody else: the claim is over."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseClaim:
    case_id: CaseId
    person_id: PersonId
    version: int
    reason: str
