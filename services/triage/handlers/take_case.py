"""A caseworker takes a case upon themselves."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCase:
    case_id: CaseId
    by: PersonId
