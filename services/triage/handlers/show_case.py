"""Somebody of the team reads the case; a protected one is logged first."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCase:
    case_id: CaseId
    by: PersonId
