"""Whoever has an address today does not find what somebody else told with it years ago."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.notify.adapters.mongo_people import MongoPeople
from services.notify.domain.holding import UNSEEN
from shared.operators.migrating import migrate
from tests.factories.notify import REFERENCE, REPORT
from tests.integration.notify.house import ADA, SECRET, Browser, House
from tests.integration.notify.news import ROUTED_TODAY

FILE = "/me/data/notify.json"
YEARS = timedelta(days=3 * 365)


def told_long_ago(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.send()
    house.clock.advance(YEARS)


def finds_nothing(browser: Browser) -> None:
    for page in ("/me", "/me/messages", FILE):
        text = browser.get(page).text
        assert REFERENCE not in text, page
        assert SECRET not in text, page
    held = browser.get(FILE).get_json()
    assert held["subscriptions"] == held["messages"] == []


def test_an_address_that_is_shown_for_the_first_time_opens_nothing_old(house: House) -> None:
    told_long_ago(house)
    browser = house.browser()
    browser.sign_in(house)
    finds_nothing(browser)
    assert "addresses change hands" in browser.get("/me").text


def test_its_own_link_still_opens_it(house: House) -> None:
    told_long_ago(house)
    link = house.mails()[0].path("/my/")
    assert link == f"/my/{SECRET}"


def test_what_was_told_in_the_weeks_before_stands_there(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.send()
    house.clock.advance(timedelta(days=20))
    browser = house.browser()
    browser.sign_in(house)
    assert REFERENCE in browser.get("/me").text
    assert [each["report_id"] for each in browser.get(FILE).get_json()["subscriptions"]] == [REPORT]
    assert [each["message"] for each in browser.get(FILE).get_json()["messages"]] == ["routed"]


def test_whoever_comes_now_and_then_keeps_everything(house: House) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    for _ in range(4):
        house.clock.advance(UNSEEN - timedelta(days=1))
        house.browser().sign_in(house)
    browser = house.browser()
    browser.sign_in(house)
    assert REFERENCE in browser.get("/me").text


def silent(house: House) -> None:
    house.clock.advance(UNSEEN)


def gone(house: House) -> None:
    """Its mail server says so, to a message about the report; somebody else has it a while later."""
    house.server.behaviour.gone.add(ADA)
    house.hear_of_a_report("another-report", reference="N-2222-2222-A")
    house.hear_of_its_case(ROUTED_TODAY, version=2, report_id="another-report")
    house.send()
    house.server.behaviour.gone.clear()
    house.clock.advance(timedelta(days=40))


def from_before(house: House) -> None:
    """As a release stored it that did not write down since when an address is somebody's; then brought up to date."""
    hold = f"state.contacts.{house.contact_of(ADA)}.hold"
    house.database["people"].update_one({hold: {"$exists": True}}, {"$set": {"schema": 1}, "$unset": {hold: ""}})
    people = MongoPeople(house.database, clock=house.clock)
    assert [each.renewed for each in migrate(people)][-1] == 1
    house.clock.advance(UNSEEN - timedelta(days=1))


@pytest.mark.parametrize("happens", [silent, gone])
def test_whoever_has_one_from_before_it_was_written_down_after_it_was_given_up_finds_nothing(
    house: House, happens: Callable[[House], None]
) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.send()
    from_before(house)
    happens(house)
    browser = house.browser()
    browser.sign_in(house)
    finds_nothing(browser)


def test_within_the_year_it_opens_everything(house: House) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    from_before(house)
    browser = house.browser()
    browser.sign_in(house)
    assert REFERENCE in browser.get("/me").text


@pytest.mark.parametrize("happens", [silent, gone])
def test_whoever_has_it_after_it_was_given_up_finds_nothing(house: House, happens: Callable[[House], None]) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.send()
    happens(house)
    browser = house.browser()
    browser.sign_in(house)
    finds_nothing(browser)
