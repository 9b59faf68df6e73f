"""Neighbours are asked: the next wave of a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import asking
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.reasons import Why
from services.triage.handlers.asking_helpers import AskingHelpers
from services.triage.handlers.changing import change
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases
from shared.ids import CaseId
from shared.repository import Found

BY = "timer:wave"


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteWave:
    case_id: CaseId


def invite_wave(command: InviteWave, *, cases: Cases, deciding: Deciding, asking_helpers: AskingHelpers) -> None:
    """Each helper's turn is used by a guarded write of its own; then all invitations are one guarded write of the case.

    Too early, or twice, it does nothing. Raises: NotFound, StaleVersion.
    """
    at = deciding.now()
    found = cases.get(command.case_id)
    if asking.wave_due(found.state, at):
        change(cases, found.id, _step(found, at, deciding, asking_helpers), by=BY, known=found)


def _step(
    found: Found[Case], at: datetime, deciding: Deciding, asking_helpers: AskingHelpers
) -> Callable[[Case], Events]:
    """An end of asking, a postponement to the morning, or a round of invitations."""
    obstacle = _obstacle(found.state, deciding, at)
    if obstacle is not None:
        return lambda case: asking.give_up(case, deciding.anew(at), obstacle)
    until = deciding.neighbourhood.quiet_until(at)
    if until is not None:
        return lambda case: asking.postpone(case, until, at, deciding.anew(at))
    invited = asking_helpers.ask(found.id, found.state, at)
    wave = asking.next_wave(found.state)
    next_at = max((one.expires_at for one in invited), default=at)
    return lambda case: asking.invite(case, invited, wave=wave, next_at=next_at, at=at)


def _obstacle(case: Case, deciding: Deciding, at: datetime) -> Why | None:
    """Why no neighbour can be asked any more."""
    neighbourhood = deciding.neighbourhood
    task = neighbourhood.task(case.told.category)
    if task is None or case.told.place is None:
        return Why.NO_TASK
    if task.on_site and neighbourhood.on_call(at) is None:
        return Why.NOBODY_ANSWERS_NOW
    return Why.NOBODY_ACCEPTED if asking.next_wave(case) > len(neighbourhood.ways.waves) else None
