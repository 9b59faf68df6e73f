"""A time has come that a case was waiting for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import answering, due
from services.triage.domain.asking import give_up
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.due import Timer
from services.triage.handlers.accept_invitation import terms_of
from services.triage.handlers.deciding import Deciding
from services.triage.handlers.invite_wave import InviteWave
from services.triage.ports import Cases, Helpers
from shared.ids import CaseId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTimerDue:
    case_id: CaseId


def case_timer_due(
    command: CaseTimerDue,
    *,
    cases: Cases,
    helpers: Helpers,
    deciding: Deciding,
    invite_wave: Callable[[InviteWave], None],
) -> None:
    """Does what is due first; calling it too early or twice does nothing. Raises: StaleVersion."""
    at = deciding.now()
    found = cases.find(command.case_id)
    timer = due.first_due(found.state, at)
    if timer is None:
        return
    if timer is Timer.WAVE:
        invite_wave(InviteWave(case_id=command.case_id))
        return
    follows = _followers(at, deciding, helpers, command.case_id)[timer]
    change(cases, command.case_id, follows, by=f"timer:{timer}", known=found)


def _followers(
    at: datetime, deciding: Deciding, helpers: Helpers, case_id: str
) -> Mapping[Timer, Callable[[Case], Events]]:
    redecide, ways = deciding.anew(at), deciding.neighbourhood.ways
    return {
        Timer.DRAW: lambda case: _draw(case, case_id, at, deciding, helpers),
        Timer.ASKING_ENDS: lambda case: due.asking_ends(case, at, redecide),
        Timer.OVERDUE: lambda case: due.overdue(case, at, again_after=ways.start_within, redecide=redecide),
        Timer.DEADLINE: lambda case: due.deadline_passes(case, at),
        Timer.CONFIRMING_ENDS: lambda case: due.confirming_ends(case, at),
    }


def _draw(case: Case, case_id: str, at: datetime, deciding: Deciding, helpers: Helpers) -> Events:
    task = deciding.neighbourhood.task(case.told.category)
    if task is None:
        return give_up(case, deciding.anew(at))
    found = {person: helpers.find(person).state for person in case.standing}
    claimed = frozenset(
        person
        for person, helper in found.items()
        if helper.claim_on(case_id, at) is not None and helper.tier_on(at) >= task.tier
    )
    terms = terms_of(task, deciding.neighbourhood.ways)
    return answering.draw(case, at=at, terms=terms, claimed=claimed, redecide=deciding.anew(at))
