"""Signing in from the asking to the session, and out again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notify.domain.delivery import Priority
from services.notify.domain.person import register
from services.notify.domain.somebody import NOBODY
from services.notify.domain.subscription import Standing, Subscription
from services.notify.handlers.confirm_address import ConfirmAddress, confirm_address
from services.notify.handlers.disown_address import DisownAddress, disown_address
from services.notify.handlers.end_all_sessions import EndAllSessions, end_all_sessions
from services.notify.handlers.end_session import EndSession, end_session
from services.notify.handlers.stop_messages import StopMessages, stop_messages
from services.notify.queries.look_at_sign_in import look_at_sign_in
from services.notify.queries.my_sessions import my_sessions
from shared.errors import IllegalMove, NotFound, Refused
from shared.events.triage_people import Grant, Role
from shared.web.strength import usable
from tests.factories.notify import ADA_BOX, ADA_CONTACT, NOON, REPORT, address
from tests.fakes.notify_doors import House
from tests.fakes.notify_matters import FakeSubscriptions
from tests.fakes.notify_people import (
    GlassMailboxes,
)

REGISTERED = register(NOBODY, address(), language="da")


def standings(subscriptions: FakeSubscriptions) -> list[Standing]:
    return [each.standing for each in subscriptions.known.values()]


def test_the_mail_goes_first_and_holds_link_and_code_in_a_box() -> None:
    house = House()
    house.ask()
    (delivery,) = house.deliveries.all
    assert delivery.priority is Priority.SIGN_IN
    assert house.mailed()["address"] == "ada@nabo.example"
    assert "token-1" not in str(delivery.facts)
    assert delivery.expires_at == NOON + timedelta(minutes=10)


def test_what_is_kept_of_a_sign_in_gives_nothing_away() -> None:
    house = House()
    house.ask()
    kept = str(house.sign_ins.recorded)
    mailed = house.mailed()
    assert f"={mailed['token']}" not in kept
    assert f"={mailed['code']};" not in kept


def test_a_link_signs_in_somebody_new_and_registers_them() -> None:
    house = House()
    house.ask()
    entered = house.by_link(house.mailed()["token"])
    assert entered.next_path == "/help"
    assert house.sessions.stands(entered.session_id)
    assert house.people.get(entered.person_id).state.language == "da"
    assert house.people.owner_of(ADA_CONTACT) is not None


def test_a_link_works_once() -> None:
    house = House()
    house.ask()
    token = house.mailed()["token"]
    house.by_link(token)
    with pytest.raises(IllegalMove):
        house.by_link(token)
    assert len(house.sessions.recorded) == 1


def test_looking_at_a_link_ten_times_does_nothing_R17() -> None:
    house = House()
    house.ask()
    token = house.mailed()["token"]
    for _ in range(10):
        assert look_at_sign_in(token, sign_ins=house.sign_ins, mint=house.mint, clock=house.clock).stands
    assert house.by_link(token).method == "link"
    assert not look_at_sign_in(token, sign_ins=house.sign_ins, mint=house.mint, clock=house.clock).stands


def test_an_altered_link_looks_like_one_that_is_over() -> None:
    house = House()
    house.ask()
    assert not look_at_sign_in("token-x", sign_ins=house.sign_ins, mint=house.mint, clock=house.clock).stands
    with pytest.raises(IllegalMove, match="sign_in_over"):
        house.by_link("token-x")


def test_a_code_tried_six_times_is_dead() -> None:
    house = House()
    asked = house.ask()
    for _ in range(5):
        with pytest.raises(Refused, match="wrong_code"):
            house.by_code(asked, "999999")
    with pytest.raises(IllegalMove, match="sign_in_over"):
        house.by_code(asked, house.mailed()["code"])


def test_a_code_signs_in_where_it_was_asked_for_and_nowhere_else() -> None:
    house = House()
    asked = house.ask()
    with pytest.raises(IllegalMove):
        house.by_code(replace(asked, browser="another"), house.mailed()["code"])
    assert house.by_code(asked, house.mailed()["code"]).method == "code"


def test_the_sixth_asking_in_an_hour_looks_the_same_and_sends_nothing() -> None:
    house = House()
    answers = [house.ask() for _ in range(6)]
    assert len(house.deliveries.all) == 5
    assert len({each.sign_in_id for each in answers}) == 6


def test_whoever_is_asked_for_by_a_stranger_all_hour_signs_in_with_the_newest_mail() -> None:
    house = House()
    for _ in range(20):
        house.ask()
        house.clock.advance(timedelta(minutes=2))
    assert len(house.deliveries.all) == 5
    assert house.by_link(house.mailed()["token"]).person_id


@pytest.mark.parametrize("way", ["link", "code"])
def test_a_browser_that_signed_in_before_gets_mails_of_its_own(way: str) -> None:
    house = House()
    asked, mailed = house.ask(), house.mailed()
    entered = house.by_link(mailed["token"]) if way == "link" else house.by_code(asked, mailed["code"])
    for _ in range(6):
        house.ask()
    assert len(house.deliveries.all) == 5
    for _ in range(6):
        house.ask(known_as=entered.known_as)
    assert len(house.deliveries.all) == 10


def test_being_known_for_one_address_is_nothing_for_another() -> None:
    house = House()
    house.ask()
    entered = house.by_link(house.mailed()["token"])
    for _ in range(6):
        house.ask("another", known_as=entered.known_as)
    assert len(house.deliveries.all) == 1 + 5


def test_somebody_sees_where_they_are_signed_in() -> None:
    house = House()
    house.ask()
    entered = house.by_link(house.mailed()["token"])
    (shown,) = my_sessions(entered.person_id, sessions=house.sessions, clock=house.clock)
    assert (shown.session_id, shown.method, shown.browser) == (entered.session_id, "link", "Firefox")


def test_staff_sign_in_by_link_as_residents_do_and_the_session_says_how() -> None:
    house = House(staff_may_use_links=False)
    house.people.given("kim", *REGISTERED)
    house.roles.keep("kim", [Grant(role=Role.CASEWORKER, team="lighting")], version=1)
    house.ask()
    assert house.by_link(house.mailed()["token"]).method == "link"
    assert not usable(frozenset({Role.CASEWORKER}), "link", staff_may_use_links=False)


def test_helpers_sign_in_by_link_where_staff_may_not() -> None:
    house = House(staff_may_use_links=False)
    house.people.given("alma", *REGISTERED)
    house.roles.keep("alma", [Grant(role=Role.HELPER)], version=1)
    house.ask()
    assert house.by_link(house.mailed()["token"]).person_id == "alma"


def test_signing_in_again_ends_the_session_that_the_browser_had() -> None:
    house = House()
    house.ask()
    first = house.by_link(house.mailed()["token"])
    house.ask()
    second = house.by_link(house.mailed()["token"], instead_of=first.session_id)
    assert not house.sessions.stands(first.session_id)
    assert house.sessions.stands(second.session_id)


def test_nobody_ends_another_persons_session() -> None:
    house = House()
    house.ask()
    entered = house.by_link(house.mailed()["token"])
    with pytest.raises(NotFound):
        end_session(
            EndSession(person_id="eve", session_id=entered.session_id), sessions=house.sessions, clock=house.clock
        )
    assert house.sessions.stands(entered.session_id)


def test_signing_out_everywhere_ends_every_session() -> None:
    house = House()
    entered = []
    for _ in range(3):
        house.ask()
        entered.append(house.by_link(house.mailed()["token"]))
    end_all_sessions(EndAllSessions(person_id=entered[0].person_id), sessions=house.sessions, clock=house.clock)
    assert not any(house.sessions.stands(each.session_id) for each in entered)


def subscription() -> Subscription:
    return Subscription(id="sub", report_id=REPORT, contact_id=ADA_CONTACT, since=NOON, language="da", box=ADA_BOX)


def test_confirming_an_address_makes_it_a_persons_and_signs_nobody_in() -> None:
    house, subscriptions = House(), FakeSubscriptions(subscription())
    person_id = confirm_address(
        ConfirmAddress(subscription_id="sub"),
        subscriptions=subscriptions,
        people=house.people,
        disowned=house.disowned,
        mailboxes=GlassMailboxes(),
        clock=house.clock,
    )
    assert house.people.owner_of(ADA_CONTACT) == house.people.get(person_id)
    assert not house.sessions.recorded


def test_this_was_not_me_stops_everything_and_confirming_begins_it_again() -> None:
    house, subscriptions = House(), FakeSubscriptions(subscription())
    disown_address(
        DisownAddress(subscription_id="sub"),
        subscriptions=subscriptions,
        disowned=house.disowned,
        clock=house.clock,
    )
    assert house.disowned.known == {ADA_CONTACT}
    assert standings(subscriptions) == [Standing.NOT_THEIRS]
    confirm_address(
        ConfirmAddress(subscription_id="sub"),
        subscriptions=subscriptions,
        people=house.people,
        disowned=house.disowned,
        mailboxes=GlassMailboxes(),
        clock=house.clock,
    )
    assert house.disowned.known == set()
    assert standings(subscriptions) == [Standing.ACTIVE]


def test_stopping_twice_is_stopping_once() -> None:
    subscriptions = FakeSubscriptions(subscription())
    for _ in range(2):
        stop_messages(StopMessages(subscription_id="sub"), subscriptions=subscriptions)
    assert subscriptions.known["sub"].standing is Standing.STOPPED
    with pytest.raises(NotFound):
        stop_messages(StopMessages(subscription_id="another"), subscriptions=subscriptions)
