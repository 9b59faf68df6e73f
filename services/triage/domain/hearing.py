"""What the reporter did or wrote reaches the case: once, in whatever state, however late."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from services.triage.domain.asking import take_back, then
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.heeding import (
    confirmed,
    disputed,
    forget_report,
    helper_refused,
    no_longer_needed,
    withdrawn,
)
from services.triage.domain.moves import Move, may
from services.triage.domain.protection import OUT_OF_HAND, lift_falls, look_again, new_signs
from services.triage.domain.reasons import Ended, Reopened
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
from shared.events.triage import CaseRouted, ReporterHeard, Route

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

    is_unread: nobody can look for danger in the language of these words (rule R3). unwelcome: who shall not be thanked.

    What could not be read in its time may come after what was told later: its words count, and what it asks of people.
    Whoever has to leave because of these words has left before they stand on the case, so that they go to the team.
    """
    is_late = version <= case.report_version
    if (is_late and version not in case.unheard) or not may(case, Move.HEAR):
        return ()
    signs = _signs(case, told)
    unread = written_in(told) if is_unread else None
    heard = replace(_heard(told, version, at, is_late=is_late), written_in=unread)
    thanks = () if unread else thank(case, told, at=at, unwelcome=unwelcome)
    left = take_back(case, Ended.LANGUAGE_UNREAD) if unread and not signs else ()
    listened: Events = (*left, *_falls(case, told), *signs, replace(heard, text="") if thanks else heard, *thanks)
    if is_late and isinstance(told, _ENDS_IT):
        return listened
    raised = bool(signs) or _began_anew(case, told)
    return then(case, listened, lambda now: _follows(now, told, at, redecide, alarmed=raised, unread=bool(unread)))


def _began_anew(case: Case, told: Told) -> bool:
    """What is over, or said to be, may happen again: then a sign counts although it was known (R1, R2)."""
    return case.status in OUT_OF_HAND and isinstance(told, _WORDS) and bool(told.danger_signs or told.floor_signs)


def _reread(case: Case, redecide: Redecide) -> Events:
    """Words that nobody could look for danger in take it from neighbours (rule R3), and claim no danger.

    Also after a neighbour was there: what happened then may be what they tell of.
    """
    if case.decision.route is Route.PROFESSIONAL:
        return ()
    return look_again(case, redecide, barred_by=None, reopened=Reopened.LANGUAGE_UNREAD)


def _heard(told: Told, version: int, at: datetime, *, is_late: bool) -> ReporterHeard:  # noqa: PLR0911 -- see `_effect`
    match told:
        case ReportEdited() if not is_late:
            signs = bool(told.danger_signs or told.floor_signs)
            return ReporterHeard(version=version, at=at, report_text=told.text, is_reworded=True, bears_sign=signs)
        case ReportEdited():
            return ReporterHeard(version=version, at=at, text=told.text, is_reworded=True)
        case ReporterWrote():
            return ReporterHeard(version=version, at=at, text=told.text, by_sms=told.by_sms)
        case OutcomeDisputed():
            return ReporterHeard(version=version, at=at, text=told.reason)
        case ReportPhotosAdded():
            return ReporterHeard(version=version, at=at, photos=told.photo_ids, came_by=told.came_by)
        case ReportNoLongerNeeded():
            return ReporterHeard(version=version, at=at, no_longer_needed=True)
        case _:
            return ReporterHeard(version=version, at=at)


def _signs(case: Case, told: Told) -> Events:
    """Signs in new words protect as those in the first ones do (rules R1 and R2); neighbours leave at once."""
    if not isinstance(told, _WORDS):
        return ()
    raised = new_signs(case, tuple(told.danger_signs), tuple(told.floor_signs))
    return () if raised is None else (raised, *take_back(case, Ended.PROTECTION_RAISED))


def _falls(case: Case, told: Told) -> Events:
    """What two professionals had not agreed on yet when these words came."""
    return lift_falls(case, tuple(told.danger_signs), tuple(told.floor_signs)) if isinstance(told, _WORDS) else ()


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
            return withdrawn(case)
        case ReportErased():
            return forget_report(case)
        case ReportNoLongerNeeded():
            return no_longer_needed(case)
        case OutcomeConfirmed():
            return confirmed(case)
        case OutcomeDisputed():
            return disputed(case, redecide)
        case HelperRefusedByReporter():
            return helper_refused(case, told.person_id, at, redecide)
        case ReportEdited() | ReporterWrote() | ReportPhotosAdded():
            return ()
