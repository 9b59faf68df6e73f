"""No case, task or message gets stuck: from every state something leads on, and every cell of a table is written."""

import pytest

from services.notify.domain import delivery
from services.triage.domain.assignment import ACTIVE, AssignmentStatus
from services.triage.domain.moves import TABLE, Cell, Move
from services.triage.domain.working import STEPS, Step
from shared.events.triage import CaseStatus

CHANGES = frozenset(
    {
        Move.TAKE,
        Move.RESOLVE,
        Move.REFER_OUT,
        Move.WITHDRAW,
        Move.NEED_NO_LONGER,
        Move.CONFIRM,
        Move.DISPUTE,
        Move.DEADLINE_PASSES,
    }
)
"""What moves a case on from where it stands; the others are done while it stands there."""
FOR_GOOD = frozenset({delivery.Status.SUPPRESSED})
"""A message that was never to go out stays so: there is nothing to wait for."""


@pytest.mark.parametrize("status", CaseStatus)
def test_every_state_of_a_case_has_a_way_out(status: CaseStatus) -> None:
    assert any(TABLE[move][status] is Cell.MAY for move in CHANGES)


@pytest.mark.parametrize("move", Move)
def test_everything_that_can_arrive_at_a_case_has_an_answer_in_every_state(move: Move) -> None:
    assert set(TABLE[move]) == set(CaseStatus)


@pytest.mark.parametrize("status", delivery.Status)
def test_every_state_of_a_message_has_a_way_out(status: delivery.Status) -> None:
    assert delivery.MOVES[status] or status in FOR_GOOD


@pytest.mark.parametrize("status", delivery.Status)
def test_every_state_of_a_message_but_the_first_can_be_reached(status: delivery.Status) -> None:
    assert status is delivery.Status.PENDING or any(status in onward for onward in delivery.MOVES.values())


@pytest.mark.parametrize("status", sorted(ACTIVE))
def test_whoever_has_a_task_can_end_it_from_every_state(status: AssignmentStatus) -> None:
    assert STEPS[Step.COMPLETE][status] is STEPS[Step.HAND_BACK][status] is Cell.MAY


@pytest.mark.parametrize("step", Step)
def test_every_step_of_a_task_has_an_answer_in_every_state(step: Step) -> None:
    assert set(STEPS[step]) == set(AssignmentStatus)
