"""The table of moves: every cell is written, and every state has a way out."""

from itertools import product

import pytest

from services.triage.domain import professionals
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.evolve import _STEPS, evolve
from services.triage.domain.hearing import hear
from services.triage.domain.moves import TABLE, Cell, Move, may
from services.triage.domain.opening import open_case
from services.triage.domain.working import STEPS, Step
from shared.errors import IllegalMove
from shared.events import triage as happened
from shared.events.fold import fold
from shared.events.intake import OutcomeDisputed, ReportNoLongerNeeded
from shared.events.triage import CaseEvent, CaseStatus, CloseReason, Route
from tests.factories.cases import (
    ANNA,
    DAY,
    NOON,
    accepted,
    case_after,
    invited,
    opened,
    received,
    to_professionals,
)

RESOLVED = happened.CaseResolved(action="repaired", words="New lamp.", answer_by=NOON + DAY)
STATES = {
    CaseStatus.OPEN: Case(),
    CaseStatus.ROUTED: case_after(opened(route=Route.PROFESSIONAL)),
    CaseStatus.OFFERED: case_after(opened(), invited(ANNA)),
    CaseStatus.ASSIGNED: case_after(opened(), invited(ANNA), accepted(ANNA)),
    CaseStatus.IN_PROGRESS: case_after(
        opened(), invited(ANNA), accepted(ANNA), happened.HelperOnWay(person_id=ANNA, expected_by=NOON + DAY)
    ),
    CaseStatus.RESOLVED_UNCONFIRMED: case_after(opened(route=Route.PROFESSIONAL), RESOLVED),
    CaseStatus.CLOSED: case_after(
        opened(route=Route.PROFESSIONAL), RESOLVED, happened.CaseClosed(reason=CloseReason.UNCONFIRMED)
    ),
    CaseStatus.REOPENED: case_after(
        opened(route=Route.PROFESSIONAL), RESOLVED, happened.CaseReopened(reason="not_fixed")
    ),
    CaseStatus.ESCALATED: case_after(
        opened(route=Route.PROFESSIONAL), happened.CaseEscalated(reason="deadline_passed", team="streets")
    ),
    CaseStatus.REFERRED_OUT: case_after(opened(route=Route.PROFESSIONAL), happened.CaseReferredOut(to="the railway")),
    CaseStatus.WITHDRAWN: case_after(
        opened(route=Route.PROFESSIONAL, danger_signs=["gas"]), happened.CaseWithdrawn(stays_open=True)
    ),
}


def test_every_state_and_every_move_have_a_cell() -> None:
    assert set(TABLE) == set(Move)
    assert all(set(row) == set(CaseStatus) for row in TABLE.values())


def test_every_step_of_the_work_and_every_assignment_have_a_cell() -> None:
    assert set(STEPS) == set(Step)
    assert all(set(row) == set(AssignmentStatus) for row in STEPS.values())


@pytest.mark.parametrize("status", STATES)
def test_the_stories_lead_to_the_states(status: CaseStatus) -> None:
    assert STATES[status].status is status


@pytest.mark.parametrize("move,status", list(product(Move, STATES)))
def test_each_cell_lets_pass_passes_over_or_refuses(move: Move, status: CaseStatus) -> None:
    match TABLE[move][status]:
        case Cell.MAY:
            assert may(STATES[status], move)
        case Cell.NOTHING:
            assert not may(STATES[status], move)
        case Cell.REFUSED:
            with pytest.raises(IllegalMove, match=f"case_is_{status}"):
                may(STATES[status], move)


def test_every_event_has_a_step() -> None:
    assert set(_STEPS) == set(CaseEvent.__args__)


def _way_out(case: Case) -> Events:
    """One thing that leads on from each state."""
    if case.status is CaseStatus.OPEN:
        return open_case(case, report_id="report", received=received(), version=1, at=NOON, decide=to_professionals)
    if case.status is CaseStatus.CLOSED:
        return hear(case, OutcomeDisputed(), version=9, at=NOON, redecide=to_professionals)
    if case.status is CaseStatus.RESOLVED_UNCONFIRMED:
        return hear(case, ReportNoLongerNeeded(), version=9, at=NOON, redecide=to_professionals)
    return professionals.resolve(case, action="repaired", words="Done.", answer_by=NOON + DAY)


@pytest.mark.parametrize("status", [*STATES])
def test_every_state_has_a_way_out(status: CaseStatus) -> None:
    case = STATES[status]
    if status is CaseStatus.REFERRED_OUT:
        case = fold(evolve, case, professionals.take(case, by="kai", redecide=to_professionals))
        assert case.status is CaseStatus.ROUTED
    else:
        assert fold(evolve, case, _way_out(case)).status is not status


def test_a_linked_case_has_a_way_out_too() -> None:
    leaving = [move for move in (Move.WITHDRAW, Move.NEED_NO_LONGER) if TABLE[move][CaseStatus.LINKED] is Cell.MAY]
    assert leaving
