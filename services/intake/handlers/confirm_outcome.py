"""The reporter says that it is fixed."""

from dataclasses import dataclass

from services.intake.domain import moves
from services.intake.domain.report import BY_REPORTER
from services.intake.domain.story import resolution_of
from services.intake.ports import Reports, Stories
from shared.ids import ReportId
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOutcome:
    report_id: ReportId


def confirm_outcome(command: ConfirmOutcome, *, reports: Reports, stories: Stories) -> None:
    """Raises: IllegalMove if nothing waits for an answer; NotFound, StaleVersion."""
    resolution = resolution_of(stories.of(command.report_id))

    def attempt() -> None:
        found = reports.get(command.report_id)
        events = moves.confirm_outcome(found.state, resolution=resolution)
        reports.append(found, events, by=BY_REPORTER)

    decide_again(attempt)
