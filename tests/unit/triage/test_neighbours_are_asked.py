"""Given a report that suits neighbours, when time passes, then they are asked, or professionals have it in time."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.invitation import InvitationStatus
from services.triage.domain.reasons import Ended, Why
from shared.errors import NotEligible, NotFound
from shared.events.intake import Consent
from shared.events.place import Place, distance_m
from shared.events.triage import CaseRouted, CaseStatus, HelperInvited, Route, TaskHandedBack
from shared.events.triage_people import (
    ClaimReleased,
    ContactBlocked,
    HelperAsked,
    HelperPaused,
    HelperRevoked,
    Hours,
    TaskClaimed,
)
from tests.factories.cases import ANNA, BO, CARL, DORA, HOUR, MINUTE, NOON, SQUARE, received
from tests.factories.helpers import vetted
from tests.fakes.neighbourhood import WAYS, FakeNeighbourhood, task
from tests.fakes.triage import CASE, World

FAR = Place(lat=60.18, long=24.95)
"""About 1.2 km from the square: within the second wave alone."""


def told(**changes: object) -> World:
    """A report came in; two live near, one farther away."""
    world = World()
    for person in (ANNA, BO):
        world.with_helper(person)
    world.with_helper(CARL, home=FAR)
    world.report(received(**changes))
    return world


def asked_of(world: World, person: str) -> HelperInvited:
    return next(each for each in world.cases.happened if isinstance(each, HelperInvited) and each.person_id == person)


def test_the_first_wave_asks_the_nearest_at_once() -> None:
    world = told()
    assert world.invite() == [ANNA, BO]
    assert world.case.status is CaseStatus.OFFERED


def test_asking_twice_asks_once() -> None:
    world = told()
    world.invite()
    assert world.invite() == []


def test_a_wave_nobody_answers_is_followed_by_a_wider_one() -> None:
    world = told()
    world.pass_time(HOUR)
    assert set(world.case.standing) == {CARL}
    assert world.case.invitations[ANNA].status is InvitationStatus.EXPIRED


def test_when_all_waves_are_exhausted_professionals_have_it() -> None:
    world = told()
    world.pass_time(3 * HOUR)
    assert world.case.decision.reason_codes == [Why.NOBODY_ACCEPTED]
    assert (world.case.decision.route, world.case.status) == (Route.PROFESSIONAL, CaseStatus.ROUTED)
    assert not world.case.standing


def test_where_nobody_lives_near_professionals_have_it_at_once() -> None:
    world = World()
    world.report()
    world.pass_time(timedelta())
    assert world.case.decision.reason_codes == [Why.NOBODY_ACCEPTED]


def test_r12_the_deadline_stands_from_the_start_and_never_moves_away() -> None:
    world = told()
    assert world.case.deadline_at == NOON + 8 * HOUR
    world.pass_time(3 * HOUR)
    assert world.case.deadline_at == NOON + 8 * HOUR


def test_r12_asking_ends_before_the_deadline_whatever_happens() -> None:
    patient = FakeNeighbourhood(ways=replace(WAYS, waves=(replace(WAYS.waves[0], within=timedelta(days=9)),)))
    world = World(patient)
    world.with_helper(ANNA)
    world.report()
    world.pass_time(6 * HOUR)
    assert world.case.decision.reason_codes == [Why.NOBODY_ACCEPTED]
    assert world.case.invitations[ANNA].expires_at < NOON + 8 * HOUR


def test_r12_a_deadline_that_passes_is_escalated_once() -> None:
    world = told()
    world.pass_time(9 * HOUR)
    assert world.case.status is CaseStatus.ESCALATED
    assert not world.cases.due(world.clock.now() + timedelta(days=30), 10)


def test_r11_nobody_is_asked_in_quiet_hours() -> None:
    world = told()
    world.neighbourhood.quiet = NOON + HOUR
    assert world.invite() == []
    world.pass_time(HOUR)
    assert set(world.case.standing) == {ANNA, BO}


def test_r11_where_the_quiet_hours_are_too_long_professionals_have_it_now() -> None:
    world = told()
    world.neighbourhood.quiet = NOON + 7 * HOUR
    world.invite()
    assert world.case.decision.route is Route.PROFESSIONAL


def test_r8_nobody_is_asked_while_nobody_answers() -> None:
    world = told()
    world.neighbourhood.answers_now = None
    assert world.invite() == []
    assert world.case.decision.reason_codes == [Why.NOBODY_ANSWERS_NOW]


def test_r8_nobody_accepts_while_nobody_answers() -> None:
    world = told()
    world.invite()
    world.neighbourhood.answers_now = None
    with pytest.raises(NotEligible, match="nobody_answers_now"):
        world.accept(ANNA)
    assert not world.helper(ANNA).claims


def test_r9_the_reporter_is_never_asked_about_their_own_report() -> None:
    world = told()
    world.contacts.keep(ANNA, ["contact-of-reporter"], version=1)
    assert world.invite() == [BO]


def test_r9_an_unverified_contact_protects_too_and_older_news_changes_nothing() -> None:
    world = told()
    world.contacts.keep(ANNA, ["contact-of-reporter"], version=2)
    world.contacts.keep(ANNA, [], version=1)
    assert world.invite() == [BO]


def test_r9_nobody_helps_at_their_own_address() -> None:
    world = World()
    world.with_helper(ANNA, address="  aleksanterinkatu   1 ")
    world.with_helper(BO)
    world.report()
    assert world.invite() == [BO]


def test_r9_nobody_helps_in_the_house_they_live_in() -> None:
    world = World()
    world.with_helper(ANNA, home=SQUARE)
    world.with_helper(BO)
    world.report(received(at_home=True, address=None))
    assert world.invite() == [BO]


def test_r9_whoever_blocked_the_reporter_does_not_meet_them() -> None:
    world = World()
    world.with_helper(ANNA, ContactBlocked(contact_id="contact-of-reporter"))
    world.with_helper(BO)
    world.report()
    assert world.invite() == [BO]


def test_r11_whoever_was_asked_least_recently_is_asked_first() -> None:
    world = World(FakeNeighbourhood(ways=replace(WAYS, newcomer_share=0.0)))
    for hours, person in enumerate((CARL, BO, ANNA)):
        world.with_helper(person)
        _was_asked(world, person, hours)
    world.report()
    assert world.invite() == [CARL, BO]


def test_r11_newcomers_have_their_share_and_no_more() -> None:
    world = World()
    for person in (ANNA, BO):
        world.with_helper(person)
    world.with_helper(CARL)
    _was_asked(world, CARL, 0)
    world.report()
    assert world.invite() == [ANNA, CARL]


def test_r11_limits_hold_when_two_cases_ask_at_once() -> None:
    world = told()
    for hours in range(3):
        _was_asked(world, ANNA, hours)
    _was_asked_between_reading_and_writing(world, ANNA)
    assert world.invite() == [BO]


def test_r11_whoever_is_paused_is_left_alone() -> None:
    world = World()
    world.with_helper(ANNA, HelperPaused(until=NOON + HOUR))
    world.with_helper(BO)
    world.report()
    assert world.invite() == [BO]


def test_r11_people_are_asked_within_their_hours() -> None:
    world = World()
    world.with_helper(ANNA, hours=[Hours(days=[2], start=time(13), end=time(15))])
    world.with_helper(BO, hours=[Hours(days=[2], start=time(11), end=time(13))])
    world.report()
    assert world.invite() == [BO]


def test_r7_the_vetting_must_cover_the_task() -> None:
    world = World()
    world.neighbourhood.tasks["snow"] = task("snow", tier=2)
    world.with_helper(ANNA, vetted(1))
    world.with_helper(BO, vetted(2, NOON))
    world.with_helper(CARL, vetted(2, NOON + HOUR))
    world.report()
    assert world.invite() == [CARL]


def test_r7_whoever_was_revoked_is_not_asked() -> None:
    world = World()
    world.with_helper(ANNA, HelperRevoked(reason="complaint"))
    world.report()
    assert world.invite() == []


def test_a_language_is_shared_where_people_meet() -> None:
    world = World()
    world.with_helper(ANNA, languages=["da"])
    world.with_helper(BO, languages=["da", "en"])
    world.report(received(at_home=True))
    assert world.invite() == [BO]


def test_r5_before_a_yes_a_helper_sees_a_rough_area_of_a_home() -> None:
    world = told(at_home=True)
    world.invite()
    asked = asked_of(world, ANNA)
    assert asked.area.radius_m >= 150
    assert distance_m(asked.area.centre, SQUARE) > 10
    assert "covered" not in repr(asked)
    assert "Aleksanterinkatu" not in repr(asked)


def test_r5_how_far_it_is_says_no_more_than_the_area_does() -> None:
    world = told(at_home=True)
    world.invite()
    assert asked_of(world, ANNA).distance_band_m == [0, 250]


def test_r5_a_public_place_is_open() -> None:
    world = told()
    world.invite()
    assert (asked_of(world, ANNA).area.centre, asked_of(world, ANNA).area.radius_m) == (SQUARE, 0)


def test_a_helper_is_asked_in_their_own_language() -> None:
    world = World()
    world.with_helper(ANNA, languages=["da", "en"])
    world.report()
    world.invite()
    assert (asked_of(world, ANNA).task, asked_of(world, ANNA).risks) == ("Kan du rydde sne?", ["Der er glat."])


def test_saying_yes_claims_and_then_takes_the_slot() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    assert set(world.case.active) == {ANNA}
    assert not world.helper(ANNA).claims[CASE].is_confirmed
    world.hear_topics()
    assert world.helper(ANNA).claims[CASE].is_confirmed


def test_losing_the_slot_releases_the_claim() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    with pytest.raises(NotEligible, match="somebody_else_said_yes"):
        world.accept(BO)
    assert not world.helper(BO).claims


def test_losing_the_slot_between_the_two_writes_releases_the_claim_too() -> None:
    world = told()
    world.invite()
    stale, invitation_id = world.cases.get(CASE), world.invitation_id(BO)
    world.accept(ANNA)
    world.cases.hand_out_once(stale)
    with pytest.raises(NotEligible, match="somebody_else_said_yes"):
        world.accept(BO, invitation_id)
    assert [type(event) for event in world.helpers.happened_to(BO)[-2:]] == [TaskClaimed, ClaimReleased]
    assert not world.helper(BO).claims


def test_r11_two_open_tasks_are_enough() -> None:
    world = told()
    world.invite()
    for case in ("x", "y"):
        world.helpers.given(ANNA, TaskClaimed(case_id=case, lapses_at=NOON + HOUR, case_version=1))
    with pytest.raises(NotEligible, match="enough_tasks"):
        world.accept(ANNA)


def test_a_claim_that_nobody_confirms_asks_the_case_and_is_confirmed() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    world.clock.advance(timedelta(seconds=30))
    world.timers()
    assert world.helper(ANNA).claims[CASE].is_confirmed


def test_a_claim_without_a_slot_asks_the_case_and_is_released() -> None:
    world = told()
    world.invite()
    world.helpers.given(ANNA, TaskClaimed(case_id=CASE, lapses_at=NOON + MINUTE, case_version=1))
    world.clock.advance(MINUTE)
    world.timers()
    assert not world.helper(ANNA).claims


def test_a_slot_whose_claim_has_lapsed_is_given_back() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    world.helpers.given(ANNA, ClaimReleased(case_id=CASE, reason="claim_lapsed"))
    world.hear_topics()
    assert not world.case.active
    assert world.case.assignments[ANNA].reason == Ended.CLAIM_LAPSED


def test_handing_back_asks_others_anew() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.hand_back(ANNA)
    world.hear_topics()
    assert not world.helper(ANNA).claims
    assert world.invite() == [BO]
    assert world.case.assignments[ANNA].status is AssignmentStatus.HANDED_BACK


def test_handing_back_after_asking_has_ended_leads_to_professionals() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    world.clock.advance(7 * HOUR)
    world.hand_back(ANNA)
    assert world.case.decision.route is Route.PROFESSIONAL
    assert world.case.status is CaseStatus.ROUTED


def test_an_old_event_heard_late_does_not_release_a_newer_claim() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    refused = next(record for _, record in world.cases.published if isinstance(record.happened, CaseRouted))
    world.hear(CASE, replace(refused, happened=TaskHandedBack(person_id=ANNA)))
    assert CASE in world.helper(ANNA).claims


def test_every_event_heard_twice_counts_once() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.hand_back(ANNA)
    world.hear_topics()
    before = (world.case, world.helper(ANNA))
    for case_id, record in list(world.cases.published):
        world.hear(case_id, record)
    assert (world.case, world.helper(ANNA)) == before


def test_r7_revoking_takes_back_invitations_and_tasks() -> None:
    world = told()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.revoke(ANNA)
    assert not world.helper(ANNA).claims
    world.hear_revocation(ANNA)
    assert not world.case.active
    assert world.case.assignments[ANNA].reason == Ended.REVOKED


def test_r7_revoking_takes_back_an_invitation() -> None:
    world = told()
    world.invite()
    world.revoke(ANNA)
    world.hear_revocation(ANNA)
    assert world.case.invitations[ANNA].status is InvitationStatus.WITHDRAWN
    with pytest.raises(NotEligible, match="no_longer_asked"):
        world.accept(ANNA)


def test_r7_whoever_was_revoked_cannot_accept_even_before_the_case_heard_of_it() -> None:
    world = told()
    world.invite()
    world.revoke(ANNA)
    with pytest.raises(NotEligible, match="helper_revoked"):
        world.accept(ANNA)


def test_r4_without_a_yes_nobody_is_asked() -> None:
    world = told(consent=Consent())
    assert world.case.decision.reason_codes == [Why.NO_CONSENT]
    assert world.invite() == []


def test_a_stranger_is_not_let_in() -> None:
    world = told()
    world.invite()
    with pytest.raises((NotEligible, NotFound)):
        world.accept(DORA)


def _was_asked(world: World, person: str, hours: int) -> None:
    world.helpers.given(person, HelperAsked(case_id=f"other-{hours}", at=NOON - timedelta(days=2) + hours * HOUR))


def _was_asked_between_reading_and_writing(world: World, person: str) -> None:
    stale = world.helpers.get(person)
    _was_asked(world, person, 4)
    world.helpers.hand_out_once(stale)
