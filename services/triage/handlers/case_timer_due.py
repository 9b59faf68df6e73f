"""A time has come that a case was waiting for."""

from dataclasses import dataclass

from shared.ids import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTimerDue:
    case_id: CaseId
