"""Given neighbours who were asked, when they say yes, then claim and slot stand together or fall together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.invitation import InvitationStatus
from services.triage.domain.reasons import Ended
from shared.errors import NotEligible, NotFound
from shared.events.triage import CaseRouted, CaseStatus, Route, TaskHandedBack
from shared.events.triage_people import ClaimReleased, TaskClaimed
from tests.factories.cases import ANNA, BO, DORA, HOUR, MINUTE, NOON
from tests.fakes.triage import CASE, snowed_in


def test_R8_nobody_accepts_while_nobody_answers() -> None:
    world = snowed_in()
    world.invite()
    world.neighbourhood.answers_now = None
    with pytest.raises(NotEligible, match="nobody_answers_now"):
        world.accept(ANNA)
    assert not world.helper(ANNA).claims


def test_saying_yes_claims_and_then_takes_the_slot() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    assert set(world.case.active) == {ANNA}
    assert not world.helper(ANNA).claims[CASE].is_confirmed
    world.hear_topics()
    assert world.helper(ANNA).claims[CASE].is_confirmed


def test_losing_the_slot_releases_the_claim() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    with pytest.raises(NotEligible, match="somebody_else_said_yes"):
        world.accept(BO)
    assert not world.helper(BO).claims


def test_losing_the_slot_between_the_two_writes_releases_the_claim_too() -> None:
    world = snowed_in()
    world.invite()
    stale, invitation_id = world.cases.get(CASE), world.invitation_id(BO)
    world.accept(ANNA)
    world.cases.hand_out_once(stale)
    with pytest.raises(NotEligible, match="somebody_else_said_yes"):
        world.accept(BO, invitation_id)
    assert [type(event) for event in world.helpers.happened_to(BO)[-2:]] == [TaskClaimed, ClaimReleased]
    assert not world.helper(BO).claims


def test_R11_two_open_tasks_are_enough() -> None:
    world = snowed_in()
    world.invite()
    for case in ("x", "y"):
        world.helpers.given(ANNA, TaskClaimed(case_id=case, lapses_at=NOON + HOUR, case_version=1))
    with pytest.raises(NotEligible, match="enough_tasks"):
        world.accept(ANNA)


def test_a_claim_that_nobody_confirms_asks_the_case_and_is_confirmed() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.clock.advance(timedelta(seconds=30))
    world.timers()
    assert world.helper(ANNA).claims[CASE].is_confirmed


def test_a_claim_without_a_slot_asks_the_case_and_is_released() -> None:
    world = snowed_in()
    world.invite()
    world.helpers.given(ANNA, TaskClaimed(case_id=CASE, lapses_at=NOON + MINUTE, case_version=1))
    world.clock.advance(MINUTE)
    world.timers()
    assert not world.helper(ANNA).claims


def test_a_slot_whose_claim_has_lapsed_is_given_back() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.helpers.given(ANNA, ClaimReleased(case_id=CASE, reason="claim_lapsed"))
    world.hear_topics()
    assert not world.case.active
    assert world.case.assignments[ANNA].reason == Ended.CLAIM_LAPSED


def test_handing_back_asks_others_anew() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.hand_back(ANNA)
    world.hear_topics()
    assert not world.helper(ANNA).claims
    assert world.invite() == [BO]
    assert world.case.assignments[ANNA].status is AssignmentStatus.HANDED_BACK


def test_handing_back_after_asking_has_ended_leads_to_professionals() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.clock.advance(7 * HOUR)
    world.hand_back(ANNA)
    assert world.case.decision.route is Route.PROFESSIONAL
    assert world.case.status is CaseStatus.ROUTED


def test_an_old_event_heard_late_does_not_release_a_newer_claim() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    refused = next(record for _, record in world.cases.published if isinstance(record.happened, CaseRouted))
    world.hear(CASE, replace(refused, happened=TaskHandedBack(person_id=ANNA)))
    assert CASE in world.helper(ANNA).claims


def test_every_event_heard_twice_counts_once() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.hand_back(ANNA)
    world.hear_topics()
    before = (world.case, world.helper(ANNA))
    for case_id, record in list(world.cases.published):
        world.hear(case_id, record)
    assert (world.case, world.helper(ANNA)) == before


def test_R7_revoking_takes_back_invitations_and_tasks() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.revoke(ANNA)
    assert not world.helper(ANNA).claims
    world.hear_vetting(ANNA)
    assert not world.case.active
    assert world.case.assignments[ANNA].reason == Ended.REVOKED


def test_R7_revoking_takes_back_an_invitation() -> None:
    world = snowed_in()
    world.invite()
    world.revoke(ANNA)
    world.hear_vetting(ANNA)
    assert world.case.invitations[ANNA].status is InvitationStatus.WITHDRAWN
    with pytest.raises(NotEligible, match="no_longer_asked"):
        world.accept(ANNA)


def test_R7_whoever_was_revoked_cannot_accept_even_before_the_case_heard_of_it() -> None:
    world = snowed_in()
    world.invite()
    world.revoke(ANNA)
    with pytest.raises(NotEligible, match="helper_revoked"):
        world.accept(ANNA)


def test_R7_an_invitation_that_crossed_a_revocation_is_taken_back_with_the_yes_that_is_refused() -> None:
    """The case was told of the revocation before it had asked them: nobody tells it again."""
    world = snowed_in()
    world.hear_vetting(ANNA)
    world.invite()
    world.revoke(ANNA)
    with pytest.raises(NotEligible, match="helper_revoked"):
        world.accept(ANNA)
    assert world.case.invitations[ANNA].status is InvitationStatus.WITHDRAWN
    assert world.case.invitations[BO].stands


def test_R9_whoever_turns_out_to_be_the_reporter_cannot_say_yes_and_is_asked_no_more() -> None:
    world = snowed_in()
    world.invite()
    world.contacts.keep(ANNA, ["contact-of-reporter"], version=1)
    with pytest.raises(NotEligible, match="no_longer_asked"):
        world.accept(ANNA)
    assert world.case.invitations[ANNA].status is InvitationStatus.WITHDRAWN
    assert not world.helper(ANNA).claims


def test_whoever_has_enough_to_do_may_still_say_yes_later() -> None:
    world = snowed_in()
    world.invite()
    for case in ("x", "y"):
        world.helpers.given(ANNA, TaskClaimed(case_id=case, lapses_at=NOON + HOUR, case_version=1))
    with pytest.raises(NotEligible, match="enough_tasks"):
        world.accept(ANNA)
    assert world.case.invitations[ANNA].stands


def test_a_stranger_is_not_let_in() -> None:
    world = snowed_in()
    world.invite()
    with pytest.raises((NotEligible, NotFound)):
        world.accept(DORA)
