"""A second professional agrees that the floor is lifted, with a reason."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFloorLift:
    case_id: CaseId
    by: PersonId
    reason: str
