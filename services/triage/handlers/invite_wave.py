"""Neighbours are asked: the next wave of a case."""

from dataclasses import dataclass

from shared.ids import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteWave:
    case_id: CaseId
