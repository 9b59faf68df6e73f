"""What a helper finds when they come home: their tasks, what is asked of them, their week, and thanks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.triage.domain.assignment import Assignment
from services.triage.domain.case import Case
from services.triage.domain.helper import Helper
from services.triage.domain.thanking import is_thanks_to
from services.triage.ports import CasesToRead, HelpersToRead
from services.triage.queries.asked_of_me import Asked, as_asked
from shared.repository import Found

WEEK = timedelta(days=7)
MOST_SHOWN = 200
"""More than anybody is asked in a week: no newer question may push away the task that they are out for."""

MOST_THANKS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTask:
    """A task they have now; where it is stands on its own page."""

    case_id: str
    category: str
    task: str
    assignment: Assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class MyThanks:
    """Somebody whom they helped said thank you. text: with these words, or none."""

    category: str
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyHelp:
    """asked: nothing while they take a break, though it waits for them. asked_this_week: in the last seven days."""

    first_name: str
    tasks: Sequence[MyTask]
    asked: Sequence[Asked]
    asked_this_week: int
    is_paused: bool
    paused_until: datetime | None


def my_help(person_id: str, *, cases: CasesToRead, helpers: HelpersToRead, now: datetime) -> MyHelp | None:
    """None for somebody who has not offered to help, or does no more."""
    helper = helpers.find(person_id)
    if helper.state.home is None:
        return None
    mine = cases.on_which(person_id, MOST_SHOWN)
    is_paused = helper.state.is_paused_at(now)
    asked = () if is_paused else (_asked(found, helper.state, person_id, now) for found in mine)
    return MyHelp(
        first_name=helper.state.first_name,
        tasks=[_task(found, person_id) for found in mine if _has_task(found, helper.state, person_id, now)],
        asked=[one for one in asked if one.stands],
        asked_this_week=helper.state.asked_since(now - WEEK),
        is_paused=is_paused,
        paused_until=helper.state.paused_until,
    )


def my_thanks(person_id: str, *, cases: CasesToRead, helpers: HelpersToRead) -> Sequence[MyThanks]:
    """The last of them, newest case first; also for whoever helps no more, unless they may not (rule R7)."""
    if helpers.find(person_id).state.is_revoked:
        return []
    found = (
        MyThanks(category=each.state.told.category, text=one.text, at=one.at)
        for each in cases.thanking(person_id, MOST_THANKS)
        for one in each.state.messages
        if is_thanks_to(each.state, one, person_id)
    )
    return [*found][:MOST_THANKS]


def is_mine(case_id: str, person_id: str, *, cases: CasesToRead) -> bool:
    """Whether somebody has the task of this case now."""
    mine = cases.on_which(person_id, MOST_SHOWN)
    return any(found.id == case_id and person_id in found.state.active for found in mine)


def _has_task(found: Found[Case], helper: Helper, person_id: str, now: datetime) -> bool:
    return person_id in found.state.active and helper.claim_on(found.id, now) is not None


def _task(found: Found[Case], person_id: str) -> MyTask:
    return MyTask(
        case_id=found.id,
        category=found.state.told.category,
        task=found.state.invitations[person_id].task,
        assignment=found.state.assignments[person_id],
    )


def _asked(found: Found[Case], helper: Helper, person_id: str, now: datetime) -> Asked:
    return as_asked(found, person_id, found.state.invitations[person_id], helper=helper, now=now)
