"""Signing in as people and scanners do it: links, codes, other browsers, foreign sites."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notify.bootstrap import make_notify
from services.notify.entrypoints.web.app import make_notify_app
from shared.events.triage_people import Grant, Role
from shared.sessions import SessionReader
from tests.integration.notify.house import ADA, Browser, House


def cookie(browser: Browser, name: str) -> str:
    found = browser.client.get_cookie(name)
    return found.value if found else ""


def test_somebody_new_signs_in_by_the_code_and_is_where_they_were_going(house: House) -> None:
    browser = house.browser()
    answer = browser.ask(next="/help/tasks/case-1")
    assert (answer.status_code, answer.location) == (303, "/me/sign-in/code")
    answer = browser.post("/me/sign-in/code", code=house.newest().code)
    assert (answer.status_code, answer.location) == (303, "/help/tasks/case-1")
    assert browser.get("/me").status_code == 200


def test_the_session_cookie_says_who_and_since_when_and_every_service_can_read_it(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house)
    read = SessionReader(house.settings.common.session_public_keys).read(
        cookie(browser, "nabo_session"), house.clock.now()
    )
    assert read is not None
    assert (read.method, read.signed_in_at) == ("code", house.clock.now())
    held = browser.client.get_cookie("nabo_session")
    assert held is not None
    assert (held.http_only, held.same_site, held.path) == (True, "Lax", "/")


def test_in_production_cookies_are_bound_to_the_host(house: House) -> None:
    common = replace(house.settings.common, environment=type(house.settings.common.environment).PRODUCTION)
    settings = replace(house.settings, common=common)
    app = make_notify_app(settings, make_notify(settings, house.stores, house.clock), house.stores)
    page = app.test_client().get("/me/sign-in", base_url="https://nabo.example")
    assert "__Host-" in page.headers["Set-Cookie"]
    assert "Secure" in page.headers["Set-Cookie"]


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "evil"])
def test_nobody_is_led_away_from_here(house: House, away: str) -> None:
    browser = house.browser()
    browser.ask(next=away)
    assert browser.post("/me/sign-in/code", code=house.newest().code).location == "/"


def test_opening_the_link_ten_times_does_nothing_and_pressing_it_signs_in_once_R17(house: House) -> None:
    browser, scanner = house.browser(), house.browser("Scanner")
    browser.ask()
    link = house.newest().path("/me/sign-in/")
    for _ in range(10):
        assert scanner.get(link).status_code == 200
    assert cookie(scanner, "nabo_session") == ""
    assert browser.post(link).status_code == 303
    assert browser.get("/me").status_code == 200
    assert browser.get(link).status_code == 410
    again = house.browser()
    assert again.post(link, on="/me/sign-in").status_code == 410
    assert cookie(again, "nabo_session") == ""


def test_a_link_is_dead_after_ten_minutes(house: House) -> None:
    browser = house.browser()
    browser.ask()
    link = house.newest().path("/me/sign-in/")
    house.clock.advance(timedelta(minutes=10))
    assert browser.get(link).status_code == 410
    assert browser.post(link, on="/me/sign-in").status_code == 410


def test_an_altered_link_is_like_one_that_is_over(house: House) -> None:
    browser = house.browser()
    browser.ask()
    altered = house.newest().path("/me/sign-in/")[:-1] + "~"
    seen, unseen = browser.get(altered), browser.get("/me/sign-in/never-given-out")
    assert (seen.status_code, unseen.status_code) == (410, 410)
    assert seen.text.replace(altered, "") == unseen.text.replace("/me/sign-in/never-given-out", "")
    assert browser.post(altered, on="/me/sign-in").status_code == 410


def test_another_browser_is_asked_whether_it_was_them(house: House) -> None:
    house.browser().ask()
    link, other = house.newest().path("/me/sign-in/"), house.browser()
    page = other.get(link).text
    assert "in another browser or on another device" in page
    assert "It was me: sign in here" in page
    assert other.post(link).status_code == 303


def test_the_code_does_not_work_in_another_browser(house: House) -> None:
    house.browser().ask()
    thief = house.browser()
    thief.ask("thief@nabo.example")
    assert thief.post("/me/sign-in/code", code=house.newest().code).status_code == 422


def test_a_code_tried_six_times_is_over(house: House) -> None:
    browser = house.browser()
    browser.ask()
    right = house.newest().code
    wrong = "000000" if right != "000000" else "111111"
    tries = [browser.post("/me/sign-in/code", code=wrong).status_code for _ in range(5)]
    assert tries == [422] * 5
    assert browser.post("/me/sign-in/code", code=right).status_code == 410


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_a_code_may_be_typed_as_it_is_read(house: House, typed: str) -> None:
    browser = house.browser()
    browser.ask()
    code = house.newest().code
    assert browser.post("/me/sign-in/code", code=typed.format(code[:3], code[3:])).status_code == 303


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_is_said_beside_the_field_and_costs_no_try(house: House, typed: str) -> None:
    browser = house.browser()
    browser.ask()
    for _ in range(6):
        assert browser.post("/me/sign-in/code", code=typed).status_code == 422
    assert browser.post("/me/sign-in/code", code=house.newest().code).status_code == 303


@pytest.mark.parametrize("typed", ["", "ada", "ada@nabo", "ada@nabo.example\r\nBcc: all@nabo.example", "a" * 5000])
def test_what_is_no_address_is_said_beside_the_field(house: House, typed: str) -> None:
    answer = house.browser().ask(typed)
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert house.send() == []


def test_letters_that_only_look_like_others_are_pointed_out(house: House) -> None:
    answer = house.browser().ask("\N{CYRILLIC SMALL LETTER A}da@nabo.example")
    assert answer.status_code == 422
    assert "Type it with plain letters" in answer.text
    assert house.send() == []


def test_known_and_unknown_addresses_get_the_same_answer(house: House) -> None:
    house.register("ada", ADA, "Ada")
    known, unknown = house.browser().ask(ADA), house.browser().ask("nobody@nabo.example")
    assert (known.status_code, known.location, known.data) == (unknown.status_code, unknown.location, unknown.data)
    assert len(known.headers["Set-Cookie"]) == len(unknown.headers["Set-Cookie"])


def test_an_address_gets_five_mails_an_hour_and_the_sixth_asking_looks_the_same(house: House) -> None:
    answers = [house.browser().ask() for _ in range(6)]
    assert {(each.status_code, each.location) for each in answers} == {(303, "/me/sign-in/code")}
    house.send()
    assert len(house.mails()) == 5
    house.clock.advance(timedelta(hours=1))
    house.browser().ask()
    house.send()
    assert len(house.mails()) == 6


def test_a_session_that_somebody_else_prepared_is_left_behind(house: House) -> None:
    eve, ada = house.browser(), house.browser()
    eve.sign_in(house, "eve@nabo.example")
    prepared = cookie(eve, "nabo_session")
    ada.client.set_cookie("nabo_session", prepared)
    ada.sign_in(house)
    assert cookie(ada, "nabo_session") not in {"", prepared}
    assert ADA in ada.get("/me").text
    assert ADA not in eve.get("/me").text


def test_a_form_from_elsewhere_sends_nothing(house: House) -> None:
    browser = house.browser()
    page = browser.get("/me/sign-in").text
    token = page.split('name="form_token" value="')[1].split('"')[0]
    fields = {"email": ADA, "form_token": token}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.client.post("/me/sign-in", data=fields, headers=headers).status_code == 403
    assert browser.client.post("/me/sign-in", data={"email": ADA}).status_code == 403
    assert house.send() == []


def test_staff_who_sign_in_by_mail_have_no_rights_of_staff_outside_development(house: House) -> None:
    house.register("kim", "kim@desk.example", "Kim")
    house.grant("kim", Grant(role=Role.ADMINISTRATOR))
    for allowed, status in ((True, 200), (False, 303)):
        settings = replace(house.settings, common=replace(house.settings.common, staff_may_use_links=allowed))
        notify = make_notify(settings, house.stores, house.clock)
        browser = Browser(make_notify_app(settings, notify, house.stores).test_client(), "Firefox")
        browser.sign_in(house, "kim@desk.example")
        assert browser.get("/me").status_code == 200
        assert browser.get("/me/enrolments").status_code == status
    page = browser.get(browser.get("/me/enrolments").location)
    assert "so here a link or a code alone is not enough" in page.text
    assert "kim" in page.text


def test_no_token_is_left_in_addresses_headers_or_logs(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    browser = house.browser()
    browser.ask()
    mail = house.newest()
    link = mail.path("/me/sign-in/")
    token = link.rsplit("/", 1)[1]
    page, pressed = browser.get(link), browser.post(link)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert token not in pressed.location
    assert token not in "".join(capsys.readouterr())
    assert token not in str(list(house.database["sign_ins"].find()))
    house.send()
    assert token not in str(list(house.database["deliveries"].find()))
    assert ADA not in str([list(house.database[name].find()) for name in house.database.list_collection_names()])


def test_signing_out_takes_effect_on_the_next_request(house: House) -> None:
    browser = house.browser()
    browser.sign_in(house)
    kept = cookie(browser, "nabo_session")
    assert browser.post("/me/sign-out", on="/me").location == "/"
    browser.client.set_cookie("nabo_session", kept)
    assert browser.get("/me").location.startswith("/me/sign-in?next=")


def test_sessions_are_listed_and_one_can_be_ended_from_another_browser(house: House) -> None:
    laptop, phone = house.browser(), house.browser("Mozilla/5.0 (iPhone) Safari/605")
    laptop.sign_in(house)
    phone.sign_in(house)
    page = laptop.get("/me/sessions").text
    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    (phones,) = [each for each in house.notify.my_sessions(_person(house)) if each.browser == "Safari, iPhone"]
    assert laptop.post(f"/me/sessions/{phones.session_id}/end", on="/me/sessions").location == "/me/sessions"
    assert phone.get("/me").status_code == 303
    assert laptop.get("/me").status_code == 200
    (told,) = house.database["sessions"].find({"_id": phones.session_id})
    assert told["pending"][-1]["type"] == "notify.session.revoked.v1"


def test_another_persons_session_is_not_there(house: House) -> None:
    ada, eve = house.browser(), house.browser()
    ada.sign_in(house)
    eve.sign_in(house, "eve@nabo.example")
    (adas,) = house.notify.my_sessions(_person(house))
    answer = eve.post(f"/me/sessions/{adas.session_id}/end", on="/me/sessions")
    absent = eve.post("/me/sessions/no-such-session/end", on="/me/sessions")
    assert (answer.status_code, absent.status_code) == (404, 404)
    assert ada.get("/me").status_code == 200


def test_the_token_of_another_persons_form_is_refused(house: House) -> None:
    ada, eve = house.browser(), house.browser()
    ada.sign_in(house)
    eve.sign_in(house, "eve@nabo.example")
    eves = eve.get("/me").text.split('name="form_token" value="')[1].split('"')[0]
    answer = ada.client.post("/me/sessions/end-all", data={"form_token": eves}, buffered=True)
    assert answer.status_code == 403
    assert ada.get("/me").status_code == 200


def test_signing_out_everywhere_ends_every_session(house: House) -> None:
    browsers = [house.browser() for _ in range(3)]
    for browser in browsers:
        browser.sign_in(house)
    assert browsers[0].post("/me/sessions/end-all", on="/me/sessions").location == "/"
    assert [browser.get("/me").status_code for browser in browsers] == [303, 303, 303]


def _person(house: House) -> str:
    owner = house.notify.people.owner_of(house.notify.contact_of(ADA))
    assert owner is not None
    return owner.id
