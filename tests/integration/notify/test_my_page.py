"""What somebody sees of themselves, on the page and through the API, and what nobody else does."""

from datetime import timedelta

import pytest

from shared.events.triage_people import Grant, Role
from tests.factories.notify import REFERENCE
from tests.integration.notify.house import ADA, SECRET, House
from tests.integration.notify.news import ROUTED_TODAY


def test_my_page_shows_my_reports_my_address_and_my_name(house: House) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    browser = house.browser()
    browser.sign_in(house)
    page = browser.get("/me").text
    for shown in ("Hello, Ada", ADA, REFERENCE, "Street lamp", "a team has it", f"/my/{SECRET}"):
        assert shown in page


def test_an_empty_page_says_what_will_stand_there(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house)
    assert "Reports that you make with your address stand here" in browser.get("/me").text


def test_another_persons_reports_are_not_mine(house: House) -> None:
    house.hear_of_a_report()
    browser = house.browser()
    browser.sign_in(house, "eve@nabo.example")
    page = browser.get("/me").text
    assert REFERENCE not in page
    assert ADA not in page
    assert SECRET not in page


def test_name_and_language_are_mine_to_choose(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house)
    assert browser.post("/me", name="Adda", language="da").status_code == 303
    page = browser.get("/me").text
    assert "Hello, Adda" in page
    assert "Saved." in page
    owner = house.notify.people.owner_of(house.notify.contact_of(ADA))
    assert owner is not None
    assert (owner.state.name, owner.state.language) == ("Adda", "da")


@pytest.mark.parametrize(
    "typed",
    [{"name": "x" * 61, "language": "da"}, {"name": "a\nb", "language": "da"}, {"name": "Ada", "language": "xx"}],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(house: House, typed: dict[str, str]) -> None:
    browser = house.browser()
    browser.sign_in(house)
    answer = browser.post("/me", **typed)
    assert answer.status_code == 422
    assert "One thing is not right yet" in answer.text


def test_staff_and_helpers_find_their_way_from_here(house: House) -> None:
    house.register("kim", ADA, "Kim")
    house.grant("kim", Grant(role=Role.CASEWORKER, team="works"), Grant(role=Role.HELPER))
    browser = house.browser()
    browser.sign_in(house)
    page = browser.get("/me").text
    assert 'href="/desk"' in page
    assert "My tasks" in page


def test_a_role_that_has_ended_by_itself_leads_nowhere(house: House) -> None:
    house.register("kim", ADA, "Kim")
    house.grant("kim", Grant(role=Role.CASEWORKER, team="works", expires_at=house.clock.now() + timedelta(hours=1)))
    browser = house.browser()
    browser.sign_in(house)
    assert 'href="/desk"' in browser.get("/me").text
    house.clock.advance(timedelta(hours=1))
    assert 'href="/desk"' not in browser.get("/me").text


def test_my_number_is_there_to_tell_whoever_gives_roles(house: House) -> None:
    house.register("kim-of-the-house", ADA, "Kim")
    browser = house.browser()
    browser.sign_in(house)
    assert "kim-of-the-house" in browser.get("/me").text


def test_the_page_speaks_danish_all_the_way(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house)
    page = browser.get("/me?lang=da").text
    for said in ("Det hører du om", "Her når vi dig", "Log ud alle steder"):
        assert said in page


def test_programs_read_the_same_with_a_session_and_nothing_without(house: House) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    anonymous = house.browser()
    for path in ("/api/notify/v1/me", "/api/notify/v1/me/sessions"):
        refused = anonymous.get(path)
        assert (refused.status_code, refused.mimetype) == (401, "application/problem+json")
    browser = house.browser()
    browser.sign_in(house)
    me = browser.get("/api/notify/v1/me").get_json()
    assert (me["person_id"], me["name"]) == ("ada", "Ada")
    assert me["contacts"] == [{"kind": "email", "is_verified": True}]
    assert [each["reference"] for each in me["reports"]] == [REFERENCE]
    (session,) = browser.get("/api/notify/v1/me/sessions").get_json()["sessions"]
    assert session["is_this"]


def test_the_api_describes_itself(house: House) -> None:
    browser = house.browser()
    spec = browser.get("/api/notify/openapi.json").get_json()
    of_gateways = {f"/api/notify/v1/{each}" for each in ("sms/receipts", "sms/inbound", "mail/inbound")}
    assert set(spec["paths"]) == {"/api/notify/v1/me", "/api/notify/v1/me/sessions"} | of_gateways
    assert "/api/notify/v1/me" in browser.get("/api/notify/docs").text


def test_operators_see_whether_it_is_alive_and_ready(house: House) -> None:
    browser = house.browser()
    assert browser.get("/healthz/notify").status_code == 200
    assert browser.get("/readyz/notify").status_code == 200
    assert "nabo_http_seconds" in browser.get("/metrics/notify").text
