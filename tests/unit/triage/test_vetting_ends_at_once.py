"""Rule R7: a vetting covers the task today; lowered, expired or taken back, it covers it no more, and that at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.reasons import Ended
from services.triage.handlers.abort_unsafe import AbortUnsafe, abort_unsafe
from services.triage.handlers.arrive import Arrive, arrive
from services.triage.handlers.complete_task import CompleteTask, complete_task
from services.triage.handlers.set_out import SetOut, set_out
from shared.errors import NotFound
from shared.events.triage import InvitationWithdrawn
from shared.events.triage_people import HelperVetted
from shared.ids import CaseId, PersonId
from tests.factories.cases import ANNA, MINUTE, NOON
from tests.factories.helpers import vetted
from tests.fakes.triage import CASE, World, snowed_in

ID = CaseId(CASE)


def assigned() -> World:
    """Anna has the slot; Bo was asked, too."""
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    return world


@pytest.mark.parametrize("vetting", [HelperVetted(tier=0), HelperVetted(tier=3, expires_at=NOON)])
def test_R7_whose_vetting_does_not_cover_the_task_any_more_neither_sets_out_nor_arrives(vetting: HelperVetted) -> None:
    world = assigned()
    world.helpers.given(ANNA, vetting)
    for goes in (_sets_out, _arrives):
        with pytest.raises(NotFound):
            goes(world)


def test_R7_whose_vetting_does_not_cover_the_task_any_more_cannot_say_that_it_is_done() -> None:
    world = assigned()
    world.helpers.given(ANNA, HelperVetted(tier=0))
    with pytest.raises(NotFound):
        _completes(world)
    assert world.case.outcome is None


def test_R8_and_R10_without_a_vetting_one_may_still_hand_it_back_or_say_that_it_is_not_safe() -> None:
    world = assigned()
    world.helpers.given(ANNA, HelperVetted(tier=0))
    world.hand_back(ANNA)
    abort_unsafe(AbortUnsafe(case_id=ID, person_id=PersonId(ANNA)), cases=world.cases, deciding=world.deciding)
    assert world.case.assignments[ANNA].status is AssignmentStatus.ABORTED_UNSAFE


def test_R7_a_lowered_vetting_takes_back_what_needs_more_and_leaves_the_rest() -> None:
    for tier, keeps_it in ((1, True), (0, False)):
        world = snowed_in()
        world.invite()
        world.accept(ANNA)
        world.hear_topics()
        world.vet(ANNA, tier)
        world.hear_vetting(ANNA)
        world.hear_topics()
        assert (ANNA in world.case.active) is keeps_it
        assert (CASE in world.helper(ANNA).claims) is keeps_it


def test_R7_a_lowered_vetting_takes_back_an_invitation_and_a_repeat_changes_nothing() -> None:
    world = snowed_in()
    world.invite()
    world.vet(ANNA, 0)
    for _ in range(2):
        world.hear_vetting(ANNA)
        ended = [each for each in world.cases.happened if isinstance(each, InvitationWithdrawn)]
        assert ended == [InvitationWithdrawn(person_id=ANNA, reason=Ended.REVOKED)]


def test_R7_an_old_revocation_heard_again_does_not_touch_what_was_given_since() -> None:
    world = snowed_in()
    world.revoke(ANNA)
    world.vet(ANNA, 3)
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.hear_vetting(ANNA)
    assert set(world.case.active) == {ANNA}


def test_R7_whoever_was_vetted_again_before_the_case_heard_of_the_revocation_has_lost_the_task_all_the_same() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.revoke(ANNA)
    world.vet(ANNA, 3)
    world.hear_vetting(ANNA)
    assert not world.case.active


def test_R7_a_vetting_that_expires_takes_back_the_task_by_itself() -> None:
    world = snowed_in()
    world.helpers.given(ANNA, vetted(expires_at=NOON + 10 * MINUTE))
    world.invite()
    world.accept(ANNA)
    world.pass_time(9 * MINUTE)
    assert set(world.case.active) == {ANNA}
    world.pass_time(MINUTE)
    assert world.helper(ANNA).tier == 0
    world.hear_vetting(ANNA)
    assert world.case.assignments[ANNA].reason == Ended.REVOKED


def test_R7_whose_vetting_was_lowered_before_the_draw_does_not_win_it() -> None:
    world = snowed_in()
    world.neighbourhood.ways = replace(world.neighbourhood.ways, draw_window=10 * MINUTE)
    world.invite()
    world.accept(ANNA)
    world.helpers.given(ANNA, HelperVetted(tier=0))
    world.pass_time(10 * MINUTE)
    assert not world.case.active


def _sets_out(world: World) -> None:
    _works(world, set_out, SetOut(case_id=ID, person_id=PersonId(ANNA)))


def _arrives(world: World) -> None:
    _works(world, arrive, Arrive(case_id=ID, person_id=PersonId(ANNA)))


def _completes(world: World) -> None:
    command = CompleteTask(case_id=ID, person_id=PersonId(ANNA), minutes=25)
    complete_task(command, cases=world.cases, helpers=world.helpers, deciding=world.deciding)


def _works(world: World, step: Callable[..., None], command: object) -> None:
    step(command, cases=world.cases, helpers=world.helpers, neighbourhood=world.neighbourhood, clock=world.clock)
