"""Neighbours are asked: the next wave of a case."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import asking
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.reasons import Why
from services.triage.handlers.asking_helpers import AskingHelpers
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases
from shared.ids import CaseId
from shared.repository import Found, change

BY = "timer:wave"


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteWave:
    case_id: CaseId


def invite_wave(command: InviteWave, *, cases: Cases, deciding: Deciding, asking_helpers: AskingHelpers) -> None:
    """An end of asking, a postponement to the morning, or a round of invitations; too early or twice, nothing.

    Raises: NotFound, StaleVersion; then somebody else has it.
    """
    at = deciding.now()
    found = cases.get(command.case_id)
    if not asking.wave_due(found.state, at):
        return
    hindered = _hindered(found.state, at, deciding)
    if hindered is not None:
        cases.append(found, hindered, by=BY)
    else:
        reserved = cases.append(found, asking.reserve(found.state, at), by=BY)
        _ask(reserved, at, cases, asking_helpers)


def _ask(found: Found[Case], at: datetime, cases: Cases, asking_helpers: AskingHelpers) -> None:
    """Each helper's turn is used by a guarded write of its own; then all invitations are one of the case."""
    wave = asking.next_wave(found.state)
    invited = asking_helpers.ask(found.id, found.state, at)
    change(
        cases,
        found.id,
        lambda case: asking.invite(case, invited, wave=wave, at=at),
        by=BY,
        known=found,
    )


def _hindered(case: Case, at: datetime, deciding: Deciding) -> Events | None:
    """What follows where nobody can be asked now; None where somebody can."""
    obstacle = _obstacle(case, deciding, at)
    if obstacle is not None:
        return asking.give_up(case, deciding.anew(at), obstacle)
    until = deciding.neighbourhood.quiet_until(at)
    return None if until is None else asking.postpone(case, until, at, deciding.anew(at))


def _obstacle(case: Case, deciding: Deciding, at: datetime) -> Why | None:
    """Why no neighbour can be asked any more."""
    neighbourhood = deciding.neighbourhood
    task = neighbourhood.task(case.told.category)
    if task is None or case.told.place is None:
        return Why.NO_TASK
    if task.on_site and neighbourhood.on_call(at) is None:
        return Why.NOBODY_ANSWERS_NOW
    return Why.NOBODY_ACCEPTED if asking.next_wave(case) > len(neighbourhood.ways.waves) else None
