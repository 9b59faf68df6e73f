"""The reporter did or wrote something: let the case hear it."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.hearing import Told
from shared.ids import ReportId


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReport:
    report_id: ReportId
    version: int
    at: datetime
    happened: Told
