"""What professionals do with a case: take it, write, say that it is done, pass it on, mark who is named in it."""

from datetime import datetime, timedelta

from services.triage.domain.alarms import has_left_unsafe, left_unsafe
from services.triage.domain.asking import call_off, lose_helper, stand_down, then
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.moves import Move, may
from services.triage.domain.reasons import Ended, No, Why
from shared.errors import IllegalMove, Refused
from shared.events.triage import (
    REPORTER,
    TEAM,
    CaseClosed,
    CaseReferredOut,
    CaseResolved,
    CaseTaken,
    CloseReason,
    MessageWritten,
    PersonNamed,
    PlaceDisclosed,
    Route,
)

SHOWING_LASTS = timedelta(minutes=15)
"""As long as a sign-in counts as fresh."""


def take(case: Case, *, by: str, redecide: Redecide) -> Events:
    """A case that neighbours were only asked about becomes professional; one that a neighbour is on stays theirs.

    Raises: IllegalMove.
    """
    if not may(case, Move.TAKE) or case.taken_by == by:
        return ()
    if case.decision.route is not Route.NEIGHBOURS:
        return (CaseTaken(person_id=by),)
    if case.active:
        raise IllegalMove(No.NEIGHBOUR_ON_IT)
    decided = then(case, stand_down(case, Ended.WITH_TEAM), lambda after: redecide(after, Why.TAKEN_BY_TEAM))
    return (*decided, CaseTaken(person_id=by))


def resolve(case: Case, *, action: str, words: str, answer_by: datetime) -> Events:
    """Closing needs an action and words; the reporter is then asked whether it is fixed, unless they withdrew.

    Raises: IllegalMove, Refused.
    """
    if not action:
        raise Refused(No.ACTION_MISSING)
    if not words.strip():
        raise Refused(No.WORDS_MISSING)
    if not may(case, Move.RESOLVE):
        return ()
    resolved = CaseResolved(action=action, words=words, answer_by=answer_by)
    nobody_to_ask = (CaseClosed(reason=CloseReason.WITHDRAWN),) if case.is_withdrawn else ()
    return (*call_off(case, Ended.DONE_BY_TEAM), resolved, *nobody_to_ask)


def refer_out(case: Case, *, to: str) -> Events:
    """Another body deals with it. Raises: IllegalMove, Refused."""
    if not to.strip():
        raise Refused(No.REASON_MISSING)
    if not may(case, Move.REFER_OUT):
        return ()
    return (*call_off(case, Ended.REFERRED_OUT), CaseReferredOut(to=to))


def write(case: Case, *, by: str, to: str, text: str, at: datetime, reply_id: str | None = None) -> Events:
    """To the reporter, the team, or a helper on the case; also to one who left because it was not safe (rule R8).

    What that one answers the team reads, whatever became of the case. Whoever withdrew is left in peace (rule R14).

    What came in a mail is written once, however often that is told (reply_id). Raises: IllegalMove, Refused.
    """
    if reply_id is not None and any(each.reply_id == reply_id for each in case.messages):
        return ()
    if not text.strip():
        raise Refused(No.WORDS_MISSING)
    if to == REPORTER and case.is_withdrawn:
        raise Refused(No.REPORTER_WITHDREW)
    after_unsafe = to in left_unsafe(case)
    if to not in {REPORTER, TEAM, *case.active} and not after_unsafe:
        raise Refused(No.NOBODY_TO_WRITE_TO)
    answers = to == TEAM and has_left_unsafe(case, by)
    if not may(case, Move.ASK_AFTER if after_unsafe or answers else Move.WRITE):
        return ()
    written = MessageWritten(to=to, text=text, written_by=by, at=at, reply_id=reply_id, after_unsafe=after_unsafe)
    return (written,)


def name_person(case: Case, *, person_id: str, at: datetime, redecide: Redecide) -> Events:
    """Whoever is named in a case never helps on it (rule R9)."""
    if not may(case, Move.NAME_PERSON) or person_id in case.named:
        return ()
    named: Events = (PersonNamed(person_id=person_id),)
    return then(case, named, lambda after: lose_helper(after, person_id, Ended.NAMED_IN_CASE, at=at, redecide=redecide))


def disclose(case: Case, *, to: str, what: tuple[str, ...], why: str, at: datetime) -> Events:
    """A protected fact is about to be shown; nothing is shown before this is written.

    Who looks again within a quarter of an hour looks at the same showing, unless there is more or newer to see.
    """
    if not may(case, Move.DISCLOSE) or _is_shown(case, to, what, why, at):
        return ()
    return (PlaceDisclosed(to=to, what=list(what), why=why, at=at),)


def _is_shown(case: Case, to: str, what: tuple[str, ...], why: str, at: datetime) -> bool:
    last = case.shown.get(to)
    if last is None or last.why != why or last.report_version != case.report_version:
        return False
    return set(what) <= set(last.what) and at - last.at < SHOWING_LASTS
