"""Given who lives where and may do what, when a wave goes out, then these are asked and are told this much."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from shared.events.place import distance_m
from shared.events.triage import HelperInvited
from shared.events.triage_people import (
    ContactBlocked,
    HelperAsked,
    HelperPaused,
    HelperRevoked,
    Hours,
)
from tests.factories.cases import ANNA, BO, CARL, HOUR, NOON, SQUARE, received
from tests.factories.helpers import vetted
from tests.fakes.neighbourhood import WAYS, FakeNeighbourhood, task
from tests.fakes.triage import World, snowed_in


def asked_of(world: World, person: str) -> HelperInvited:
    return next(each for each in world.cases.happened if isinstance(each, HelperInvited) and each.person_id == person)


def test_R9_the_reporter_is_never_asked_about_their_own_report() -> None:
    world = snowed_in()
    world.contacts.keep(ANNA, ["contact-of-reporter"], version=1)
    assert world.invite() == [BO]


def test_R9_an_unverified_contact_protects_too_and_older_news_changes_nothing() -> None:
    world = snowed_in()
    world.contacts.keep(ANNA, ["contact-of-reporter"], version=2)
    world.contacts.keep(ANNA, [], version=1)
    assert world.invite() == [BO]


def test_R9_another_tag_in_ones_address_makes_nobody_a_stranger() -> None:
    world = World()
    world.with_helper(ANNA)
    world.with_helper(BO)
    world.report(received(contact_id="contact-with-a-tag", mailbox_id="mailbox-of-reporter"))
    world.contacts.keep(ANNA, ["contact-of-anna", "mailbox-of-reporter"], version=1)
    assert world.invite() == [BO]


@pytest.mark.parametrize("blocked", ["contact-of-reporter", "mailbox-of-reporter"])
def test_R9_whoever_was_blocked_is_not_met_under_another_tag(blocked: str) -> None:
    world = World()
    world.with_helper(ANNA, ContactBlocked(contact_id=blocked))
    world.with_helper(BO)
    world.report(received(mailbox_id="mailbox-of-reporter"))
    assert world.invite() == [BO]


def test_R9_nobody_helps_at_their_own_address() -> None:
    world = World()
    world.with_helper(ANNA, address="  aleksanterinkatu   1 ")
    world.with_helper(BO)
    world.report()
    assert world.invite() == [BO]


def test_R9_nobody_helps_in_the_house_they_live_in() -> None:
    world = World()
    world.with_helper(ANNA, home=SQUARE)
    world.with_helper(BO)
    world.report(received(at_home=True, address=None))
    assert world.invite() == [BO]


def test_R9_whoever_blocked_the_reporter_does_not_meet_them() -> None:
    world = World()
    world.with_helper(ANNA, ContactBlocked(contact_id="contact-of-reporter"))
    world.with_helper(BO)
    world.report()
    assert world.invite() == [BO]


def test_R11_whoever_was_asked_least_recently_is_asked_first() -> None:
    world = World(FakeNeighbourhood(ways=replace(WAYS, newcomer_share=0.0)))
    for hours, person in enumerate((CARL, BO, ANNA)):
        world.with_helper(person)
        _was_asked(world, person, hours)
    world.report()
    assert world.invite() == [CARL, BO]


def test_R11_newcomers_have_their_share_and_no_more() -> None:
    world = World()
    for person in (ANNA, BO):
        world.with_helper(person)
    world.with_helper(CARL)
    _was_asked(world, CARL, 0)
    world.report()
    assert world.invite() == [ANNA, CARL]


def test_R11_limits_hold_when_two_cases_ask_at_once() -> None:
    world = snowed_in()
    for hours in range(3):
        _was_asked(world, ANNA, hours)
    _was_asked_between_reading_and_writing(world, ANNA)
    assert world.invite() == [BO]


def test_R11_whoever_is_paused_is_left_alone() -> None:
    world = World()
    world.with_helper(ANNA, HelperPaused(until=NOON + HOUR))
    world.with_helper(BO)
    world.report()
    assert world.invite() == [BO]


def test_R11_people_are_asked_within_their_hours() -> None:
    world = World()
    world.with_helper(ANNA, hours=[Hours(days=[2], start=time(13), end=time(15))])
    world.with_helper(BO, hours=[Hours(days=[2], start=time(11), end=time(13))])
    world.report()
    assert world.invite() == [BO]


def test_R7_the_vetting_must_cover_the_task() -> None:
    world = World()
    world.neighbourhood.tasks["snow"] = task("snow", tier=2)
    world.with_helper(ANNA, vetted(1))
    world.with_helper(BO, vetted(2, NOON))
    world.with_helper(CARL, vetted(2, NOON + HOUR))
    world.report()
    assert world.invite() == [CARL]


def test_R7_whoever_was_revoked_is_not_asked() -> None:
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


def test_R5_before_a_yes_a_helper_sees_a_rough_area_of_a_home() -> None:
    world = snowed_in(at_home=True)
    world.invite()
    asked = asked_of(world, ANNA)
    assert asked.area.radius_m >= 150
    assert distance_m(asked.area.centre, SQUARE) > 10
    assert "covered" not in repr(asked)
    assert "Aleksanterinkatu" not in repr(asked)


def test_R5_how_far_it_is_says_no_more_than_the_area_does() -> None:
    world = snowed_in(at_home=True)
    world.invite()
    assert asked_of(world, ANNA).distance_band_m == [0, 250]


def test_R5_a_public_place_is_open() -> None:
    world = snowed_in()
    world.invite()
    assert (asked_of(world, ANNA).area.centre, asked_of(world, ANNA).area.radius_m) == (SQUARE, 0)


def test_a_helper_is_asked_in_their_own_language() -> None:
    world = World()
    world.with_helper(ANNA, languages=["da", "en"])
    world.report()
    world.invite()
    assert (asked_of(world, ANNA).task, asked_of(world, ANNA).risks) == ("Kan du rydde sne?", ["Der er glat."])


def _was_asked(world: World, person: str, hours: int) -> None:
    world.helpers.given(person, HelperAsked(case_id=f"other-{hours}", at=NOON - timedelta(days=2) + hours * HOUR))


def _was_asked_between_reading_and_writing(world: World, person: str) -> None:
    stale = world.helpers.get(person)
    _was_asked(world, person, 4)
    world.helpers.hand_out_once(stale)
