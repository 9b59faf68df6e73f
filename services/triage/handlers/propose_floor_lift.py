"""A professional would lift the floor, with a reason."""

from dataclasses import dataclass

from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeFloorLift:
    case_id: CaseId
    by: PersonId
    reason: str
