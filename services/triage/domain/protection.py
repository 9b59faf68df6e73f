"""Protection only ever rises (rule R2): signs are added, and two professionals together may lift the floor."""

from services.triage.domain.asking import take_back, then
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.moves import TABLE, Cell, Move, may
from services.triage.domain.reasons import Ended, No, Reopened, Why
from shared.errors import Refused
from shared.events.triage import (
    CaseProtected,
    CaseReopened,
    CaseStatus,
    FloorLifted,
    FloorLiftFell,
    FloorLiftProposed,
)

OUT_OF_HAND = frozenset({CaseStatus.CLOSED, CaseStatus.RESOLVED_UNCONFIRMED, CaseStatus.REFERRED_OUT})
"""Nobody here works on it any more."""


def new_signs(case: Case, danger: tuple[str, ...], floor: tuple[str, ...]) -> CaseProtected | None:
    """Those that do not stand already; a sign that was lifted may be raised again."""
    fresh_danger = [sign for sign in danger if sign not in case.danger_signs]
    fresh_floor = [sign for sign in floor if sign not in set(case.floor_signs) - set(case.lifted_signs)]
    if not fresh_danger and not fresh_floor:
        return None
    return CaseProtected(danger_signs=fresh_danger, floor_signs=fresh_floor)


def lift_falls(case: Case, danger: tuple[str, ...], floor: tuple[str, ...]) -> Events:
    """Known signs, too: whoever proposed to lift the floor did not know that they would come again."""
    if case.lift_proposal is None or not (danger or floor):
        return ()
    return (FloorLiftFell(danger_signs=list(danger), floor_signs=list(floor)),)


def protect(case: Case, *, danger: tuple[str, ...], floor: tuple[str, ...], redecide: Redecide) -> Events:
    """Neighbours leave the case at once, and those whose matter it is decide. Raises: IllegalMove."""
    return notice(case, danger=danger, floor=floor, redecide=redecide) if may(case, Move.PROTECT) else ()


def notice(case: Case, *, danger: tuple[str, ...], floor: tuple[str, ...], redecide: Redecide) -> Events:
    """The same for signs in somebody's words: in whatever state, for what they did must not fail because of a sign."""
    fell, raised = lift_falls(case, danger, floor), new_signs(case, danger, floor)
    if raised is None:
        return fell
    protected: Events = (*fell, raised, *take_back(case, Ended.PROTECTION_RAISED))
    return then(case, protected, lambda after: look_again(after, redecide))


def look_again(
    case: Case,
    redecide: Redecide,
    *,
    barred_by: str | None = Why.PROTECTION_RAISED,
    reopened: Reopened = Reopened.SIGN_NOTICED,
) -> Events:
    """What is noticed when nobody here works on the case any more opens it again."""
    if case.status not in OUT_OF_HAND:
        return redecide(case, barred_by)
    again: Events = (CaseReopened(reason=reopened),)
    return then(case, again, lambda after: redecide(after, barred_by))


def propose_lift(case: Case, *, by: str, as_lead: bool, reason: str) -> Events:
    """Alone nobody can lift it. Raises: IllegalMove, Refused."""
    _check(case, reason)
    return (FloorLiftProposed(person_id=by, as_lead=as_lead, reason=reason),)


def second_lift(case: Case, *, by: str, as_lead: bool, reason: str, redecide: Redecide) -> Events:
    """The safeguarding lead and another professional, both with reasons, never the same person.

    Raises: IllegalMove, Refused.
    """
    _check(case, reason)
    proposal = case.lift_proposal
    if proposal is None:
        raise Refused(No.NOTHING_PROPOSED)
    if proposal.person_id == by:
        raise Refused(No.SECOND_PERSON_NEEDED)
    if not (as_lead or proposal.as_lead):
        raise Refused(No.LEAD_NEEDED)
    lead, second = (by, proposal.person_id) if as_lead else (proposal.person_id, by)
    seconded = FloorLiftProposed(person_id=by, as_lead=as_lead, reason=reason)
    return then(case, (seconded, FloorLifted(lead=lead, second=second)), lambda after: redecide(after, _bar(after)))


def _bar(case: Case) -> str | None:
    """A case that professionals have in hand stays theirs."""
    if case.taken_by is not None:
        return Why.TAKEN_BY_TEAM
    is_free = TABLE[Move.INVITE][case.status] is Cell.MAY and not case.is_withdrawn
    return None if is_free else Why.STAYS_WITH_TEAM


def _check(case: Case, reason: str) -> None:
    may(case, Move.LIFT_FLOOR)
    if not reason.strip():
        raise Refused(No.REASON_MISSING)
    if not case.bears_floor:
        raise Refused(No.NO_FLOOR_TO_LIFT)
