"""The work of a neighbour who has the slot: on the way, there, done, or not after all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from services.triage.domain.asking import go_on, stand_down, take_back, then
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.moves import TABLE, Cell, Move, may
from services.triage.domain.reasons import Ended, No, Why
from shared.errors import IllegalMove, NotEligible
from shared.events.triage import (
    AbortedUnsafe,
    CaseResolved,
    HelperOnSite,
    HelperOnWay,
    Route,
    TaskCompleted,
    TaskHandedBack,
)


class Step(StrEnum):
    """What the helper says."""

    SET_OUT = "set_out"
    ARRIVE = "arrive"
    COMPLETE = "complete"
    HAND_BACK = "hand_back"


# Some tasks are done from home, so that nobody need set out before finishing.
_TABLE = """
          assigned on_way on_site completed handed_back refused aborted_unsafe no_show
set_out   x        -      -       no        no          no      no             no
arrive    x        x      -       no        no          no      no             no
complete  x        x      x       -         no          no      no             no
hand_back x        x      x       no        -           no      no             no
"""


def _read(table: str) -> Mapping[Step, Mapping[AssignmentStatus, Cell]]:
    header, *rows = (line.split() for line in table.strip().splitlines())
    states = [AssignmentStatus(name) for name in header]
    return {Step(step): dict(zip(states, map(Cell, cells), strict=True)) for step, *cells in rows}


STEPS = MappingProxyType(_read(_TABLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a finished task becomes: an action of the pack, the helper's words, and until when we ask "is it fixed?"."""

    action: str
    answer_by: datetime
    words: str = ""


def set_out(case: Case, *, person_id: str, at: datetime, ends_after: timedelta) -> Events:
    """Raises: NotEligible, IllegalMove."""
    if not _may(case, person_id, Step.SET_OUT):
        return ()
    return (HelperOnWay(person_id=person_id, expected_by=at + ends_after),)


def arrive(case: Case, *, person_id: str, at: datetime, ends_after: timedelta) -> Events:
    """Whoever forgot to say that they set out has set out. Raises: NotEligible, IllegalMove."""
    if not _may(case, person_id, Step.ARRIVE):
        return ()
    return (*set_out(case, person_id=person_id, at=at, ends_after=ends_after), HelperOnSite(person_id=person_id))


def complete(case: Case, *, person_id: str, minutes: int | None, done: Done) -> Events:
    """Done. The last of them ends the case's work, unless a professional owns it. Raises: NotEligible, IllegalMove."""
    if not _may(case, person_id, Step.COMPLETE):
        return ()
    completed = TaskCompleted(person_id=person_id, minutes=minutes)
    return then(case, (completed,), lambda after: _resolved(after, done))


def _resolved(case: Case, done: Done) -> Events:
    still_wanted = case.asking is not None and case.free_slots > 0
    if case.active or still_wanted or case.decision.route is not Route.NEIGHBOURS:
        return ()
    resolved = CaseResolved(action=done.action, words=done.words, by_helper=True, answer_by=done.answer_by)
    return (*stand_down(case, Ended.SOMEBODY_ELSE_SAID_YES), resolved)


def hand_back(case: Case, *, person_id: str, at: datetime, redecide: Redecide) -> Events:
    """No reason asked, no penalty (rule R10). Raises: NotEligible, IllegalMove."""
    if not _may(case, person_id, Step.HAND_BACK):
        return ()
    return then(case, (TaskHandedBack(person_id=person_id),), lambda after: go_on(after, at, redecide))


def tell_unsafe(case: Case, *, person_id: str, redecide: Redecide) -> Events:
    """It always gets through, even when the work is over (rule R8); nobody else is sent there.

    Raises: NotEligible if they never had the slot.
    """
    assignment = case.assignments.get(person_id)
    if assignment is None or not may(case, Move.TELL_UNSAFE):
        raise NotEligible(No.NOT_ASSIGNED)
    if assignment.status is AssignmentStatus.ABORTED_UNSAFE:
        return ()
    return then(case, (AbortedUnsafe(person_id=person_id),), lambda after: _nobody_else(after, redecide))


def _nobody_else(case: Case, redecide: Redecide) -> Events:
    goes_on = TABLE[Move.LOSE_HELPER][case.status] is Cell.MAY
    if not goes_on or case.decision.route is Route.PROFESSIONAL:
        return ()
    return then(case, take_back(case, Ended.UNSAFE), lambda after: redecide(after, Why.UNSAFE_FOR_NEIGHBOURS))


def _may(case: Case, person_id: str, step: Step) -> bool:
    assignment = case.assignments.get(person_id)
    if assignment is None:
        raise NotEligible(No.NOT_ASSIGNED)
    cell = STEPS[step][assignment.status]
    if cell is Cell.REFUSED:
        raise IllegalMove(No.NOT_ASSIGNED)
    return cell is Cell.MAY and may(case, Move.WORK)
