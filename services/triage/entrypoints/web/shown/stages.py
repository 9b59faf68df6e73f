"""Where a helper's task stands, in a sentence to them."""

from datetime import datetime

from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.entrypoints.web.shown.moments import spoken
from services.triage.entrypoints.web.words.speech import _


def stage_of(assignment: Assignment) -> str:
    """What they said last, and what comes next by when."""
    if assignment.is_overdue:
        return _("We have not heard of you for a while. Is all well? Say how it stands, or call.")
    match assignment.status:
        case AssignmentStatus.ON_WAY:
            return _("You are on the way. We expect that you are done by %(when)s.", when=_when(assignment.expected_by))
        case AssignmentStatus.ON_SITE:
            return _("You are there. We expect that you are done by %(when)s.", when=_when(assignment.expected_by))
        case _:
            return _("You said yes. Please set out by %(when)s.", when=_when(assignment.start_by))


def _when(at: datetime) -> str:
    return spoken().moment(at)
