"""What is due on a case, in sentences: by when, by whom, and whether it is late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.domain.case import Case
from services.triage.entrypoints.web.shown.moments import spoken
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.speech import _
from shared.events.triage import TEAM, CaseStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    text: str
    is_late: bool = False


def due_on(case: Case, *, people: People, now: datetime) -> Iterator[Due]:
    """The most pressing first; nothing once the case has ended."""
    if case.is_over:
        return
    yield from (_helper_due(people.begins(person), one, now) for person, one in case.active.items())
    if case.status is CaseStatus.RESOLVED_UNCONFIRMED and case.outcome is not None:
        when = spoken().until(case.outcome.answer_by)
        yield Due(text=_("The reporter can say whether it is fixed: %(when)s.", when=when))
    elif case.deadline_at is not None:
        yield _team_due(case.deadline_at, people, now)
    if case.asking is not None and not case.active:
        when = spoken().moment(case.asking.ends_at)
        yield Due(text=_("Neighbours are asked until %(when)s; then the team has it.", when=when))


def _helper_due(name: str, assignment: Assignment, now: datetime) -> Due:
    if assignment.status is AssignmentStatus.ASSIGNED:
        when = spoken().moment(assignment.start_by)
        return Due(text=_("%(name)s sets out by %(when)s.", name=name, when=when), is_late=assignment.start_by < now)
    when = spoken().moment(assignment.expected_by)
    return Due(text=_("%(name)s is done by %(when)s.", name=name, when=when), is_late=assignment.expected_by < now)


def _team_due(deadline_at: datetime, people: People, now: datetime) -> Due:
    if deadline_at < now:
        when = spoken().moment(deadline_at)
        text = _("%(team)s should have looked at it by %(when)s.", team=people.begins(TEAM), when=when)
        return Due(text=text, is_late=True)
    return Due(text=_("%(team)s looks at it by %(when)s.", team=people.begins(TEAM), when=spoken().before(deadline_at)))
