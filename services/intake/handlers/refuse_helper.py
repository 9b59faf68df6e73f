"""The reporter wants somebody else to come."""

from dataclasses import dataclass
from functools import partial

from services.intake.domain import moves
from services.intake.domain.report import BY_REPORTER
from services.intake.domain.story import refusable_helper_of
from services.intake.ports import Reports, Stories
from shared.ids import ReportId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseHelper:
    report_id: ReportId


def refuse_helper(command: RefuseHelper, *, reports: Reports, stories: Stories) -> None:
    """No reason is asked (rule R9). Raises: IllegalMove if nobody can be refused now; NotFound, StaleVersion."""
    person_id = refusable_helper_of(stories.of(command.report_id))
    change(reports, command.report_id, partial(moves.refuse_helper, person_id=person_id), by=BY_REPORTER)
