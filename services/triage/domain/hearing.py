"""What the reporter did or wrote reaches the case: once, in whatever state, however late."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from services.triage.domain.asking import call_off, go_on, take_back, then
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.forgetting import forget_reporter
from services.triage.domain.moves import Move, may
from services.triage.domain.protection import look_again, new_signs
from services.triage.domain.reasons import Ended, Reopened, Why
from services.triage.domain.thanking import thank
from shared.events.intake import (
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    ReportEdited,
    ReportErased,
    ReporterWrote,
    ReportNoLongerNeeded,
    ReportPhotosAdded,
    ReportWithdrawn,
)
from shared.events.triage import (
    AssignmentRefused,
    CaseClosed,
    CaseReopened,
    CaseRouted,
    CaseStatus,
    CaseWithdrawn,
    CloseReason,
    ReporterHeard,
    Route,
)

Told = (
    ReportEdited
    | ReportWithdrawn
    | ReportErased
    | ReportNoLongerNeeded
    | OutcomeConfirmed
    | OutcomeDisputed
    | ReporterWrote
    | HelperRefusedByReporter
    | ReportPhotosAdded
)

_WORDS = ReportEdited | ReporterWrote | OutcomeDisputed

_ENDS_IT = OutcomeConfirmed | ReportNoLongerNeeded
"""Nobody may be left alone because of what was said before something newer."""

_ANSWERED = frozenset({CaseStatus.CLOSED, CaseStatus.RESOLVED_UNCONFIRMED})
_OVER = frozenset({CaseStatus.CLOSED, CaseStatus.REFERRED_OUT})


def written_in(told: Told) -> str | None:
    """The language that these words plainly are in, where it is not the one they said."""
    return told.written_in if isinstance(told, _WORDS) else None


def hear(
    case: Case,
    told: Told,
    *,
    version: int,
    at: datetime,
    redecide: Redecide,
    is_unread: bool = False,
    unwelcome: Collection[str] = (),
) -> Events:
    """What follows from it; nothing where it was heard already. version: the report's.

    is_unread: nobody can look for danger in the language of these words (rule R3). unwelcome: who would not be thanked.

    What could not be read in its time may come after what was told later: its words count, and what it asks of people.
    """
    is_late = version <= case.report_version
    if (is_late and version not in case.unheard) or not may(case, Move.HEAR):
        return ()
    signs = _signs(case, told)
    unread = written_in(told) if is_unread else None
    heard = replace(_heard(told, version, at, is_late=is_late), written_in=unread)
    thanks = () if unread else thank(case, told, at=at, unwelcome=unwelcome)
    left = take_back(case, Ended.LANGUAGE_UNREAD) if unread and not signs else ()
    listened: Events = (*left, replace(heard, text="") if thanks else heard, *signs, *thanks)
    if is_late and isinstance(told, _ENDS_IT):
        return listened
    raised = bool(signs) or _began_anew(case, told)
    return then(case, listened, lambda now: _follows(now, told, at, redecide, alarmed=raised, unread=bool(unread)))


def _began_anew(case: Case, told: Told) -> bool:
    """What is over may happen again: then a sign counts although it was known (R1, R2)."""
    return case.status in _OVER and isinstance(told, _WORDS) and bool(told.danger_signs or told.floor_signs)


def _reread(case: Case, redecide: Redecide) -> Events:
    """Words that nobody could look for danger in take it from neighbours (rule R3), and claim no danger.

    Also after a neighbour was there: what happened then may be what they tell of.
    """
    if case.decision.route is Route.PROFESSIONAL:
        return ()
    return look_again(case, redecide, barred_by=None, reopened=Reopened.LANGUAGE_UNREAD)


def _heard(told: Told, version: int, at: datetime, *, is_late: bool) -> ReporterHeard:
    match told:
        case ReportEdited() if not is_late:
            signs = bool(told.danger_signs or told.floor_signs)
            return ReporterHeard(version=version, at=at, report_text=told.text, is_reworded=True, bears_sign=signs)
        case ReportEdited():
            return ReporterHeard(version=version, at=at, text=told.text)
        case ReporterWrote(text=text) | OutcomeDisputed(reason=text):
            return ReporterHeard(version=version, at=at, text=text)
        case ReportPhotosAdded():
            return ReporterHeard(version=version, at=at, photos=told.photo_ids)
        case _:
            return ReporterHeard(version=version, at=at)


def _signs(case: Case, told: Told) -> Events:
    """Signs in new words protect as those in the first ones do (rules R1 and R2); neighbours leave at once."""
    if not isinstance(told, _WORDS):
        return ()
    raised = new_signs(case, tuple(told.danger_signs), tuple(told.floor_signs))
    return () if raised is None else (raised, *take_back(case, Ended.PROTECTION_RAISED))


def _follows(case: Case, told: Told, at: datetime, redecide: Redecide, *, alarmed: bool, unread: bool) -> Events:
    effect = _effect(case, told, at, redecide)
    if any(isinstance(event, CaseRouted) for event in effect):
        return effect
    if not alarmed:
        return (*effect, *_reread(case, redecide)) if unread else effect
    return then(case, effect, lambda after: look_again(after, redecide))


def _effect(case: Case, told: Told, at: datetime, redecide: Redecide) -> Events:  # noqa: PLR0911 -- one for each kind
    match told:
        case ReportWithdrawn():
            return _withdrawn(case)
        case ReportErased():
            return forget_report(case)
        case ReportNoLongerNeeded():
            return _no_longer_needed(case)
        case OutcomeConfirmed():
            return _confirmed(case)
        case OutcomeDisputed():
            return _disputed(case, redecide)
        case HelperRefusedByReporter():
            return _helper_refused(case, told.person_id, at, redecide)
        case ReportEdited() | ReporterWrote() | ReportPhotosAdded():
            return ()


def forget_report(case: Case) -> Events:
    """The same without a message of intake's, for what a backup brought back."""
    return then(case, _withdrawn(case), forget_reporter)


def _withdrawn(case: Case) -> Events:
    """It is silenced; a case with a danger or floor sign stays open for professionals (rule R14)."""
    if not may(case, Move.WITHDRAW) or case.is_withdrawn:
        return ()
    is_open = case.status not in _ANSWERED
    stays_open = is_open and _bears_any_sign(case)
    over = () if stays_open or case.status is CaseStatus.CLOSED else (CaseClosed(reason=CloseReason.WITHDRAWN),)
    return (*call_off(case, Ended.WITHDRAWN_BY_REPORTER), CaseWithdrawn(stays_open=stays_open), *over)


def _no_longer_needed(case: Case) -> Events:
    """Where somebody may be in danger, it is not for the reporter alone to say that nothing is needed."""
    if not may(case, Move.NEED_NO_LONGER) or _bears_any_sign(case):
        return ()
    return (*call_off(case, Ended.NO_LONGER_NEEDED), CaseClosed(reason=CloseReason.NO_LONGER_NEEDED))


def _confirmed(case: Case) -> Events:
    """Also late: a yes after nobody had answered counts as a yes. Before the work is done it says nothing."""
    closing = (CaseClosed(reason=CloseReason.CONFIRMED),)
    if not may(case, Move.CONFIRM):
        return ()
    if case.status is CaseStatus.CLOSED:
        return closing if case.close_reason is CloseReason.UNCONFIRMED else ()
    needs_people = case.status is not CaseStatus.RESOLVED_UNCONFIRMED and _bears_any_sign(case)
    return () if needs_people else closing


def _disputed(case: Case, redecide: Redecide) -> Events:
    """However late, it is not fixed: back to professionals, with a new deadline."""
    if not may(case, Move.DISPUTE) or case.is_withdrawn:
        return ()
    again: Events = (CaseReopened(reason=Reopened.NOT_FIXED),)
    return then(case, again, lambda after: redecide(after, Why.NOT_FIXED))


def _helper_refused(case: Case, person_id: str, at: datetime, redecide: Redecide) -> Events:
    """Before they set out the reporter may want somebody else; no reason asked, nothing shown (rule R9)."""
    assignment = case.assignments.get(person_id)
    if not may(case, Move.REFUSE_HELPER) or assignment is None or assignment.status is not AssignmentStatus.ASSIGNED:
        return ()
    refused: Events = (AssignmentRefused(person_id=person_id, reason=Ended.REPORTER_REFUSED),)
    return then(case, refused, lambda after: go_on(after, at, redecide))


def _bears_any_sign(case: Case) -> bool:
    """Ever, lifted or not: who withdraws may have been made to."""
    return bool(case.danger_signs or case.floor_signs)
