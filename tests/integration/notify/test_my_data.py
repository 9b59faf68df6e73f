"""What we hold about somebody is theirs to take with them, and nobody else's."""

from datetime import timedelta

from tests.factories.notify import REFERENCE, REPORT
from tests.integration.notify.house import ADA, SECRET, House
from tests.integration.notify.news import ROUTED_TODAY

FILE = "/me/data/notify.json"


def test_the_file_holds_name_addresses_sessions_subscriptions_and_messages(house: House) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    browser = house.browser()
    browser.sign_in(house)
    answer = browser.get(FILE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nabo-notify.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    mine = answer.get_json()
    assert (mine["person_id"], mine["name"], mine["language"]) == ("ada", "Ada", "en")
    assert mine["contacts"] == [{"kind": "email", "address": ADA, "is_verified": True, "is_written_to": True}]
    assert [each["method"] for each in mine["sessions"]] == ["code"]
    assert [(each["report_id"], each["reference"]) for each in mine["subscriptions"]] == [(REPORT, REFERENCE)]
    assert {each["message"] for each in mine["messages"]} == {"routed"}
    assert SECRET not in answer.text


def test_another_persons_data_are_not_in_it(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    browser = house.browser()
    browser.sign_in(house, "eve@nabo.example")
    answer = browser.get(FILE)
    assert answer.get_json()["subscriptions"] == answer.get_json()["messages"] == []
    assert ADA not in answer.text


def test_it_takes_a_fresh_sign_in(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house)
    assert browser.get("/me/data").status_code == 200
    house.clock.advance(timedelta(minutes=16))
    for path in ("/me/data", FILE):
        assert browser.get(path).location.startswith("/me/sign-in")


def test_the_page_leads_to_the_file_of_each_service(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house)
    assert 'href="/me/data"' in browser.get("/me").text
    page = browser.get("/me/data").text
    for href in (FILE, "/report/me/data.json", "/help/me/data.json"):
        assert f'href="{href}"' in page
    assert "Hvad vi har om dig" in browser.get("/me/data?lang=da").text
