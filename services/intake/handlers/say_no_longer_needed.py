"""It solved itself."""

from dataclasses import dataclass

from services.intake.domain import moves
from services.intake.domain.report import BY_REPORTER
from services.intake.ports import Reports
from shared.ids import ReportId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNoLongerNeeded:
    report_id: ReportId


def say_no_longer_needed(command: SayNoLongerNeeded, *, reports: Reports) -> None:
    """Raises: IllegalMove, NotFound, StaleVersion."""
    change(reports, command.report_id, moves.say_no_longer_needed, by=BY_REPORTER)
