"""A helper stops for good: all access ends with one write, tasks go on to others, and what they told is emptied."""

import pytest

from services.triage.domain import offering
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.helper import Helper
from services.triage.domain.helper_evolve import public_state
from services.triage.domain.invitation import InvitationStatus
from services.triage.domain.reasons import Ended, No
from shared.errors import NotEligible, NotFound
from shared.events.event import Recorded
from shared.events.triage import AssignmentRefused, InvitationDeclined, InvitationWithdrawn, TaskHandedBack
from shared.events.triage_people import (
    ClaimReleased,
    ContactBlocked,
    HelperAsked,
    HelperRegistered,
    HelperRevoked,
    HelperStopped,
    Role,
    RoleRevoked,
)
from tests.factories.cases import ANNA, BO, CARL, HOUR, NOON
from tests.factories.helpers import LIMITS, NEAR, helper_after, living, registered
from tests.fakes.neighbourhood import task
from tests.fakes.triage import CASE, World, snowed_in


def assigned() -> World:
    """Anna has the slot; Bo was asked, too."""
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    return world


def stopped(*before: ContactBlocked | HelperAsked | HelperRevoked) -> Helper:
    return helper_after(*before, *offering.stop(helper_after(*before)))


def last(world: World) -> Recorded:
    return world.cases.published[-1][1]


def test_R18_what_a_helper_told_is_emptied_and_the_history_says_so() -> None:
    (event,) = offering.stop(helper_after())
    assert event == HelperStopped(emptied=["home", "capabilities", "languages", "radius", "hours", "vetting"])
    gone = helper_after(event)
    assert (gone.home, gone.address, gone.capabilities, gone.languages, gone.radius_m, gone.hours) == (
        *(None, None, [], []),
        *(0, []),
    )
    assert (gone.first_name, gone.has_stopped) == ("Ada", True)


def test_stopping_twice_is_stopping_once() -> None:
    assert offering.stop(stopped()) == ()


def test_whoever_never_helped_has_nothing_to_stop() -> None:
    with pytest.raises(NotEligible, match=No.NO_HELPER):
        offering.stop(Helper())
    with pytest.raises(NotFound):
        snowed_in().stop("stranger")


def test_R7_whoever_has_stopped_sees_no_task_any_more_before_any_case_has_heard_of_it() -> None:
    world = assigned()
    world.stop(ANNA)
    assert world.helper(ANNA).claim_on(CASE, NOON) is None
    assert ClaimReleased(case_id=CASE, reason=Ended.STOPPED_HELPING) in world.helpers.happened_to(ANNA)


def test_R10_a_task_of_whoever_stopped_is_handed_back_and_somebody_else_is_asked() -> None:
    world = assigned()
    world.stop(ANNA)
    world.hear_stopping(ANNA)
    assert TaskHandedBack(person_id=ANNA, for_good=True) in world.cases.happened
    assert not any(isinstance(each, AssignmentRefused) for each in world.cases.happened)
    assert world.case.assignments[ANNA].status is AssignmentStatus.HANDED_BACK
    assert world.case.asking is not None
    world.hear_topics()
    assert BO in world.invite()


def test_R10_an_invitation_of_whoever_stopped_is_a_no_as_any_other() -> None:
    world = snowed_in()
    world.invite()
    world.stop(ANNA)
    for _ in range(2):
        world.hear_stopping(ANNA)
        assert [each for each in world.cases.happened if isinstance(each, InvitationDeclined)] == [
            InvitationDeclined(person_id=ANNA)
        ]
    assert not any(isinstance(each, InvitationWithdrawn) for each in world.cases.happened)
    assert world.case.invitations[ANNA].status is InvitationStatus.DECLINED
    assert set(world.case.standing) == {BO}


def test_R10_also_for_a_task_that_needs_no_vetting() -> None:
    world = World()
    world.neighbourhood.tasks["snow"] = task("snow", tier=0)
    for person in (ANNA, BO):
        world.with_helper(person)
    world.report()
    world.invite()
    world.stop(ANNA)
    world.hear_stopping(ANNA)
    assert set(world.case.standing) == {BO}


def test_what_whoever_stopped_leaves_is_written_down_as_theirs() -> None:
    world = assigned()
    world.stop(ANNA)
    world.hear_stopping(ANNA)
    assert last(world).by == ANNA


def test_nobody_asks_whoever_has_stopped_and_no_old_invitation_gives_them_a_task() -> None:
    world = snowed_in()
    world.invite()
    world.stop(ANNA)
    with pytest.raises(NotEligible, match=No.NO_HELPER):
        world.accept(ANNA)
    later = World()
    later.with_helper(ANNA)
    later.stop(ANNA)
    later.report()
    assert later.invite() == []


def test_the_role_of_whoever_stopped_ends_and_what_else_they_do_here_goes_on() -> None:
    world = snowed_in()
    world.with_role(ANNA, Role.HELPER)
    world.with_role(ANNA, Role.CASEWORKER, "streets")
    world.stop(ANNA)
    for _ in range(2):
        world.hear_stopping(ANNA)
    assert world.roles.find(ANNA).state.now(NOON) == {Role.CASEWORKER}
    ended = [each for each in world.roles.happened if isinstance(each, RoleRevoked)]
    assert ended == [RoleRevoked(role=Role.HELPER, reason=Ended.STOPPED_HELPING)]


def test_whoever_has_no_roles_here_stops_all_the_same() -> None:
    world = snowed_in()
    world.stop(ANNA)
    world.hear_stopping(ANNA)
    assert not world.roles.find(ANNA).version


def test_R7_whoever_comes_back_is_vetted_anew() -> None:
    back = helper_after(*offering.stop(helper_after()), *offering.register(stopped(), registered(), living()))
    assert (back.home, back.capabilities, back.has_stopped, back.tier_on(NOON)) == (NEAR, ["snow_shovelling"], False, 0)


def test_R7_stopping_and_coming_back_brings_back_nobody_whose_vetting_was_taken() -> None:
    revoked = HelperRevoked(reason="complaint")
    back = helper_after(revoked, HelperStopped(), *offering.register(stopped(revoked), registered(), living()))
    assert back.is_revoked


def test_R7_a_vetting_is_taken_back_also_while_they_have_stopped() -> None:
    assert offering.revoke(stopped(), why="complaint") == (HelperRevoked(reason="complaint"),)
    with pytest.raises(NotEligible, match=No.NO_HELPER):
        offering.vet(stopped(), tier=2, expires_at=None)


def test_R9_and_R11_whom_they_would_not_meet_and_how_often_they_were_asked_outlasts_stopping() -> None:
    gone = stopped(ContactBlocked(contact_id="contact"), HelperAsked(case_id="case", at=NOON - HOUR))
    assert gone.blocked == ["contact"]
    assert gone.asked_since(NOON - LIMITS.invitations_a_week * HOUR) == 1
    assert offering.block(gone, contact_id="another") == (ContactBlocked(contact_id="another"),)


def test_that_somebody_stopped_heard_late_takes_nothing_that_they_were_given_since() -> None:
    world = snowed_in()
    world.with_role(ANNA, Role.HELPER)
    world.stop(ANNA)
    world.with_helper(ANNA)
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.hear_stopping(ANNA)
    assert set(world.case.active) == {ANNA}
    assert world.roles.find(ANNA).state.now(NOON) == {Role.HELPER}


def test_whoever_came_back_before_the_case_heard_has_lost_the_task_all_the_same() -> None:
    world = assigned()
    world.stop(ANNA)
    world.with_helper(ANNA)
    world.hear_stopping(ANNA)
    assert world.case.assignments[ANNA].status is AssignmentStatus.HANDED_BACK


def test_where_nobody_else_is_left_professionals_take_over_R12() -> None:
    world = World()
    world.with_helper(CARL)
    world.report()
    world.invite()
    world.accept(CARL)
    world.hear_topics()
    world.stop(CARL)
    world.hear_stopping(CARL)
    world.pass_time(48 * HOUR)
    assert not world.case.active
    assert world.case.decision.route == "professional"


def test_others_hear_the_name_that_stands_beside_what_they_did_and_no_language() -> None:
    state = public_state(stopped())
    assert (state.first_name, state.language, state.tier) == ("Ada", "", 0)


def test_an_offer_of_old_is_no_offer_any_more() -> None:
    assert any(isinstance(each, HelperRegistered) for each in offering.register(stopped(), registered(), living()))
