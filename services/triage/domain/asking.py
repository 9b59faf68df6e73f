"""Asking neighbours: waves that widen, answers, and what follows when somebody drops out or nobody says yes."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide
from services.triage.domain.evolve import evolve
from services.triage.domain.invitation import InvitationStatus
from services.triage.domain.moves import Move, may
from services.triage.domain.reasons import Ended, Why
from shared.events.fold import fold
from shared.events.triage import (
    AskingEnded,
    AskingPlanned,
    AssignmentRefused,
    HelperInvited,
    InvitationExpired,
    InvitationStoodDown,
    InvitationWithdrawn,
    Route,
)

LOOKING = timedelta(seconds=10)
"""Finding the helpers of a wave takes a fraction of a second; whoever takes longer has probably died."""


def then(case: Case, events: Events, follows: Callable[[Case], Events]) -> Events:
    """These events, and what follows from them."""
    return (*events, *follows(fold(evolve, case, events)))


def is_asking(case: Case) -> bool:
    """Somebody is still wanted, and may still be asked."""
    return case.asking is not None and case.free_slots > 0


def wave_due(case: Case, at: datetime) -> bool:
    """The next wave is due; whoever waits to be drawn is heard first."""
    if case.asking is None or not may(case, Move.INVITE) or case.free_slots == 0:
        return False
    return case.asking.next_at <= at < case.asking.ends_at and not any(one.draw_at for one in case.standing.values())


def reserve(case: Case, at: datetime) -> Events:
    """Somebody looks for the next wave's helpers; nobody else need, unless they do not come back."""
    if case.asking is None or not wave_due(case, at):
        return ()
    return (AskingPlanned(wave=case.asking.wave, next_at=at + LOOKING, ends_at=case.asking.ends_at),)


def passed_over(case: Case) -> frozenset[str]:
    """Who is named in it, was on it, answered or did not, and the professional who has it (rules R9, R10)."""
    answered = {person for person, one in case.invitations.items() if one.status is not InvitationStatus.STOOD_DOWN}
    staff = {case.taken_by} if case.taken_by else set()
    return frozenset({*case.named, *answered, *case.assignments, *staff})


def invite(case: Case, found: Sequence[HelperInvited], *, wave: int, at: datetime) -> Events:
    """Ask these helpers, but for those who must not be asked since they were looked for.

    Whoever did not answer the last wave need not any more. wave: the one they were looked for. The next is due when
    this one has had its time; at once where it reached nobody.
    """
    if case.asking is None or not may(case, Move.INVITE) or not is_asking(case) or wave != next_wave(case):
        return ()
    invited = [one for one in found if one.person_id not in passed_over(case)]
    next_at = max((one.expires_at for one in invited), default=at)
    planned = AskingPlanned(wave=wave, next_at=next_at, ends_at=case.asking.ends_at, asked=len(invited))
    return (*expire(case), *invited, planned)


def next_wave(case: Case) -> int:
    """Counted from 1."""
    return case.asking.wave + 1 if case.asking is not None else 1


def postpone(case: Case, until: datetime, at: datetime, redecide: Redecide) -> Events:
    """Nobody is asked in quiet hours (rule R11); where it would be too late after them, nobody waits for nothing."""
    if case.asking is None or not wave_due(case, at):
        return ()
    if until >= case.asking.ends_at:
        return give_up(case, redecide)
    return (AskingPlanned(wave=case.asking.wave, next_at=until, ends_at=case.asking.ends_at),)


def give_up(case: Case, redecide: Redecide, why: Why = Why.NOBODY_ACCEPTED) -> Events:
    """No more waves. Those who have it go on; where nobody has, professionals take over (rule R12)."""
    if not may(case, Move.ASKING_ENDS) or not is_asking(case):
        return ()
    if case.active:
        return (*expire(case), AskingEnded())
    return then(case, expire(case), lambda after: redecide(after, why))


def expire(case: Case) -> Events:
    """No answer in time, which costs nothing (rule R10)."""
    return tuple(InvitationExpired(person_id=person) for person in case.standing)


def stand_down(case: Case, why: Ended, *, but: str | None = None) -> Events:
    """Tell those who are asked, kindly, that nobody needs their answer any more."""
    return tuple(InvitationStoodDown(person_id=person, reason=why) for person in case.standing if person != but)


def call_off(case: Case, why: Ended) -> Events:
    """Nobody is asked any more, and whoever has the slot has it no more."""
    refused = (AssignmentRefused(person_id=person, reason=why) for person in case.active)
    return (*stand_down(case, why), *refused)


def take_back(case: Case, why: Ended) -> Events:
    """The same where they may not know of it any longer."""
    withdrawn = (InvitationWithdrawn(person_id=person, reason=why) for person in case.standing)
    refused = (AssignmentRefused(person_id=person, reason=why) for person in case.active)
    return (*withdrawn, *refused)


def lose_helper(case: Case, person_id: str, why: Ended, *, at: datetime, redecide: Redecide) -> Events:
    """One helper may not, or shall not, be on it; the search for another goes on."""
    if not may(case, Move.LOSE_HELPER):
        return ()
    if person_id in case.active:
        lost: Events = (AssignmentRefused(person_id=person_id, reason=why),)
        return then(case, lost, lambda after: go_on(after, at, redecide))
    return withdraw(case, person_id, why, at=at)


def withdraw(case: Case, person_id: str, why: Ended, *, at: datetime) -> Events:
    """They are not asked any more; where nobody else is, the next wave need not wait."""
    if not may(case, Move.LOSE_HELPER) or person_id not in case.standing:
        return ()
    return then(case, (InvitationWithdrawn(person_id=person_id, reason=why),), lambda after: hurry(after, at))


def go_on(case: Case, at: datetime, redecide: Redecide) -> Events:
    """Somebody who had the slot has it no more: ask anew from the first wave while there is time."""
    if case.decision.route is Route.PROFESSIONAL:
        return ()
    if case.asking is not None and at < case.asking.ends_at:
        return (AskingPlanned(wave=0, next_at=at, ends_at=case.asking.ends_at),)
    return () if case.active else then(case, expire(case), lambda after: redecide(after, Why.NOBODY_ACCEPTED))


def hurry(case: Case, at: datetime) -> Events:
    """All have answered: the next wave need not wait for the end of this one."""
    if case.asking is None or not is_asking(case) or case.standing or case.asking.next_at <= at:
        return ()
    return (AskingPlanned(wave=case.asking.wave, next_at=at, ends_at=case.asking.ends_at),)
