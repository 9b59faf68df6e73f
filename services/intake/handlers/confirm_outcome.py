"""The reporter says that it is fixed."""

from dataclasses import dataclass
from functools import partial

from services.intake.domain import moves
from services.intake.domain.report import BY_REPORTER
from services.intake.domain.story import resolution_of
from services.intake.ports import Reports, Stories
from shared.ids import ReportId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOutcome:
    report_id: ReportId


def confirm_outcome(command: ConfirmOutcome, *, reports: Reports, stories: Stories) -> None:
    """Raises: IllegalMove if nothing waits for an answer; NotFound, StaleVersion."""
    resolution = resolution_of(stories.of(command.report_id))
    change(reports, command.report_id, partial(moves.confirm_outcome, resolution=resolution), by=BY_REPORTER)
