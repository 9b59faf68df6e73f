"""The times a case waits for, and what follows when they come. They follow from its state: none can be forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from services.triage.domain.asking import give_up, is_asking, lose_helper
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.moves import TABLE, Cell, Move, may
from services.triage.domain.reasons import Ended, Escalated
from shared.events.triage import AssignmentOverdue, CaseClosed, CaseEscalated, CaseStatus, CloseReason

MOST_ALARMS = 3


class Timer(StrEnum):
    """In the order in which they are heard when several are due at once."""

    DRAW = "draw"
    ASKING_ENDS = "asking_ends"
    WAVE = "wave"
    OVERDUE = "overdue"
    DEADLINE = "deadline"
    CONFIRMING_ENDS = "confirming_ends"


_NEEDS = {
    Timer.DRAW: Move.DRAW,
    Timer.ASKING_ENDS: Move.ASKING_ENDS,
    Timer.WAVE: Move.INVITE,
    Timer.OVERDUE: Move.OVERDUE,
    Timer.DEADLINE: Move.DEADLINE_PASSES,
    Timer.CONFIRMING_ENDS: Move.CONFIRMING_ENDS,
}


def timers(case: Case) -> Mapping[Timer, datetime]:
    """What the case waits for, and when that is."""
    if case.report is None:
        return {}
    waits = _waits(case)
    return {timer: at for timer in Timer if (at := waits[timer]) and TABLE[_NEEDS[timer]][case.status] is Cell.MAY}


def next_due_at(case: Case) -> datetime | None:
    """The earliest of them."""
    return min(timers(case).values(), default=None)


def first_due(case: Case, at: datetime) -> Timer | None:
    """Which of those that are due is heard first."""
    return next((timer for timer, due_at in timers(case).items() if due_at <= at), None)


def _waits(case: Case) -> Mapping[Timer, datetime | None]:
    draws = [one.draw_at for one in case.standing.values() if one.draw_at is not None]
    alarms = [one.alarm_at for one in case.active.values() if one.alarm_at is not None]
    asking = case.asking if is_asking(case) else None
    return {
        Timer.DRAW: min(draws, default=None),
        Timer.ASKING_ENDS: asking.ends_at if asking is not None else None,
        Timer.WAVE: asking.next_at if asking is not None and not draws else None,
        Timer.OVERDUE: min(alarms, default=None),
        Timer.DEADLINE: None if case.is_escalated else case.deadline_at,
        Timer.CONFIRMING_ENDS: case.outcome.answer_by if case.outcome is not None else None,
    }


def asking_ends(case: Case, at: datetime, redecide: Redecide) -> Events:
    """Before the deadline, whatever happens (rule R12)."""
    is_over = case.asking is not None and case.asking.ends_at <= at
    return give_up(case, redecide) if is_over else ()


def overdue(case: Case, at: datetime, *, again_after: timedelta, redecide: Redecide) -> Events:
    """Remind the helper, alarm the coordinator (rule R8); whoever twice did not set out has the slot no more."""
    if not may(case, Move.OVERDUE):
        return ()
    person_id = next((who for who, one in case.active.items() if one.alarm_at is not None and one.alarm_at <= at), None)
    if person_id is None:
        return ()
    assignment = case.active[person_id]
    if assignment.status is AssignmentStatus.ASSIGNED and assignment.alarms:
        return lose_helper(case, person_id, Ended.NO_SHOW, at=at, redecide=redecide)
    again_at = at + again_after if assignment.alarms + 1 < MOST_ALARMS else None
    return (AssignmentOverdue(person_id=person_id, again_at=again_at),)


def deadline_passes(case: Case, at: datetime) -> Events:
    """Whoever has it, somebody higher must look now."""
    is_late = case.deadline_at is not None and case.deadline_at <= at and not case.is_escalated
    if not may(case, Move.DEADLINE_PASSES) or not is_late:
        return ()
    return (CaseEscalated(reason=Escalated.DEADLINE_PASSED, team=case.decision.team),)


def confirming_ends(case: Case, at: datetime) -> Events:
    """Nobody said whether it is fixed: closed, and counted apart."""
    is_over = case.outcome is not None and case.outcome.answer_by <= at
    if not may(case, Move.CONFIRMING_ENDS) or not is_over or case.status is not CaseStatus.RESOLVED_UNCONFIRMED:
        return ()
    return (CaseClosed(reason=CloseReason.UNCONFIRMED),)
