"""Forgetting somebody: a helper leaves their cases first, a reporter is silenced, and then nobody is known any more."""

from datetime import datetime

from services.triage.domain.asking import go_on, hurry, then
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.moves import TABLE, Cell, Move
from shared.events.triage import InvitationDeclined, PersonForgotten, ReporterForgotten, TaskHandedBack


def leave(case: Case, person_id: str, *, at: datetime, redecide: Redecide, for_good: bool = False) -> Events:
    """Their task is handed back, or they say no, as anybody may without a reason (rule R10). for_good: they told so.

    Nothing where they have neither.
    """
    goes_on = TABLE[Move.LOSE_HELPER][case.status] is Cell.MAY
    if person_id in case.active:
        back: Events = (TaskHandedBack(person_id=person_id, for_good=for_good),)
        return then(case, back, lambda after: go_on(after, at, redecide)) if goes_on else back
    if person_id in case.standing:
        declined: Events = (InvitationDeclined(person_id=person_id),)
        return then(case, declined, lambda after: hurry(after, at)) if goes_on else declined
    return ()


def forget_helper(case: Case, person_id: str, *, at: datetime, redecide: Redecide) -> Events:
    """They leave it, and then they are not known. Nothing where they are not on it."""
    if not knows(case, person_id):
        return ()
    forgotten: Events = (PersonForgotten(person_ids=[person_id]),)
    return then(case, leave(case, person_id, at=at, redecide=redecide), lambda _: forgotten)


def forget_reporter(case: Case) -> Events:
    """Twice is once."""
    return () if case.is_reporter_forgotten else (ReporterForgotten(),)


def knows(case: Case, person_id: str) -> bool:
    """Whether anything of it names them."""
    written = {name for one in case.messages for name in (one.written_by, one.to)}
    return person_id in {*case.invitations, *case.assignments, *case.named, *case.shown, *written}
