"""The reporter takes it back."""

from dataclasses import dataclass

from services.intake.domain import moves
from services.intake.domain.report import BY_REPORTER
from services.intake.ports import Reports
from shared.ids import ReportId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReport:
    report_id: ReportId


def withdraw_report(command: WithdrawReport, *, reports: Reports) -> None:
    """Hide it and tell nobody more (rule R14). Raises: NotFound, StaleVersion."""
    change(reports, command.report_id, moves.withdraw, by=BY_REPORTER)
