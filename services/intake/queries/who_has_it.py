"""Which team has what somebody of the staff wrote down, and may they open the case themselves?"""

from dataclasses import dataclass
from datetime import datetime

from services.intake.ports import People, Stories
from shared.events.triage_people import Grant, Role
from shared.ids import ReportId

_READ_ALL = frozenset({Role.SAFEGUARDING_LEAD, Role.AUDITOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """team: None until triage has said which. may_open: as triage's desk has it."""

    team: str | None = None
    may_open: bool = False


def who_has_it(report_id: ReportId, person_id: str, *, stories: Stories, people: People, now: datetime) -> Holder:
    """Of a report that is not there nobody is known to have it."""
    story = stories.of(report_id)
    if story is None or story.state.team is None:
        return Holder()
    standing = [grant for grant in people.roles(person_id) if grant.expires_at is None or grant.expires_at > now]
    return Holder(team=story.state.team, may_open=any(_opens(grant, story.state.team) for grant in standing))


def _opens(grant: Grant, team: str) -> bool:
    return grant.role in _READ_ALL or (grant.role is Role.CASEWORKER and grant.team == team)
