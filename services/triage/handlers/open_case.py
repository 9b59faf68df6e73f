"""A report became known: open its case and decide who works on it."""

from dataclasses import dataclass
from datetime import datetime

from shared.events.intake import ReportReceived
from shared.ids import ReportId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    report_id: ReportId
    version: int
    received: ReportReceived
    received_at: datetime
