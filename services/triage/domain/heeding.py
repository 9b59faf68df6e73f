"""What follows when the reporter takes it back, needs nothing more, says if it is fixed, or wants somebody else."""

from datetime import datetime

from services.triage.domain.asking import call_off, go_on, then
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.forgetting import forget_reporter
from services.triage.domain.moves import Move, may
from services.triage.domain.reasons import Ended, Reopened, Why
from shared.events.triage import (
    AssignmentRefused,
    CaseClosed,
    CaseReopened,
    CaseStatus,
    CaseWithdrawn,
    CloseReason,
)

_ANSWERED = frozenset({CaseStatus.CLOSED, CaseStatus.RESOLVED_UNCONFIRMED})


def forget_report(case: Case) -> Events:
    """The same without a message of intake's, for what a backup brought back."""
    return then(case, withdrawn(case), forget_reporter)


def withdrawn(case: Case) -> Events:
    """It is silenced; a case with a danger or floor sign stays open for professionals (rule R14)."""
    if not may(case, Move.WITHDRAW) or case.is_withdrawn:
        return ()
    is_open = case.status not in _ANSWERED
    stays_open = is_open and _bears_any_sign(case)
    over = () if stays_open or case.status is CaseStatus.CLOSED else (CaseClosed(reason=CloseReason.WITHDRAWN),)
    return (*call_off(case, Ended.WITHDRAWN_BY_REPORTER), CaseWithdrawn(stays_open=stays_open), *over)


def no_longer_needed(case: Case) -> Events:
    """Where somebody may be in danger, it is not for the reporter alone to say that nothing is needed."""
    if not may(case, Move.NEED_NO_LONGER) or _bears_any_sign(case):
        return ()
    return (*call_off(case, Ended.NO_LONGER_NEEDED), CaseClosed(reason=CloseReason.NO_LONGER_NEEDED))


def confirmed(case: Case) -> Events:
    """Also late: a yes after nobody had answered counts as a yes. Before the work is done it says nothing."""
    closing = (CaseClosed(reason=CloseReason.CONFIRMED),)
    if not may(case, Move.CONFIRM):
        return ()
    if case.status is CaseStatus.CLOSED:
        return closing if case.close_reason is CloseReason.UNCONFIRMED else ()
    needs_people = case.status is not CaseStatus.RESOLVED_UNCONFIRMED and _bears_any_sign(case)
    return () if needs_people else closing


def disputed(case: Case, redecide: Redecide) -> Events:
    """However late, it is not fixed: back to professionals, with a new deadline."""
    if not may(case, Move.DISPUTE) or case.is_withdrawn:
        return ()
    again: Events = (CaseReopened(reason=Reopened.NOT_FIXED),)
    return then(case, again, lambda after: redecide(after, Why.NOT_FIXED))


def helper_refused(case: Case, person_id: str, at: datetime, redecide: Redecide) -> Events:
    """Before they set out the reporter may want somebody else; no reason asked, nothing shown (rule R9)."""
    assignment = case.assignments.get(person_id)
    if not may(case, Move.REFUSE_HELPER) or assignment is None or assignment.status is not AssignmentStatus.ASSIGNED:
        return ()
    refused: Events = (AssignmentRefused(person_id=person_id, reason=Ended.REPORTER_REFUSED),)
    return then(case, refused, lambda after: go_on(after, at, redecide))


def _bears_any_sign(case: Case) -> bool:
    """Ever, lifted or not: who withdraws may have been made to."""
    return bool(case.danger_signs or case.floor_signs)
