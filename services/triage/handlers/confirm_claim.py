"""The case gave the slot: the claim stands."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmClaim:
    case_id: CaseId
    person_id: PersonId
    version: int
