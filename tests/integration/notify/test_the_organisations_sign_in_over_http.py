"""The organisation's sign-in through HTTP, with a real provider beside us: there, back, refused, and away."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests
from prometheus_client import REGISTRY
from werkzeug.test import TestResponse

from services.notify.handlers.let_go_of_oidc import LetGoOfOidc
from services.notify.settings import OidcSettings
from shared.events.triage_people import Grant, Role
from tests.fakes.oidc_city import CLIENT, SECRET, City, Worker
from tests.fakes.oidc_server import running_city
from tests.integration.notify.house import ADA, Browser, House
from tests.integration.notify.strict import KIM, strict

DESK = "/me/enrolments"
BACK = "/me/sign-in/oidc/back"


@pytest.fixture
def city(house: House) -> Iterator[City]:
    now = int(house.clock.now().timestamp())
    with running_city(City(back=f"http://localhost{BACK}", worker=Worker(KIM), now=now)) as running:
        yield running


@pytest.fixture
def here(house: House, city: City) -> House:
    house.register("kim", KIM, "Kim")
    house.grant("kim", Grant(role=Role.ADMINISTRATOR))
    house.register("ada", ADA, "Ada")
    return strict(house, oidc=OidcSettings(issuer=city.issuer, client_id=CLIENT, client_secret=SECRET))


def goes_there(browser: Browser, next_path: str = DESK) -> str:
    """Gives the address with which the provider sends the browser back."""
    page = browser.post("/me/sign-in/oidc", on="/me/sign-in", next=next_path)
    way = re.search(r'href="(http://127[^"]+)"', page.text)
    assert way, page.text
    answer = requests.get(html.unescape(way[1]), timeout=15, allow_redirects=False)
    parts = urlsplit(answer.headers["Location"])
    assert parts.path == BACK
    return f"{parts.path}?{parts.query}"


def comes_back(browser: Browser, address: str) -> TestResponse:
    page = browser.get(address)
    assert page.status_code == 200
    said = dict(re.findall(r'name="(state|code)" value="([^"]*)"', page.text))
    return browser.post(BACK, on=address, **{name: html.unescape(value) for name, value in said.items()})


def test_somebody_who_works_here_signs_in_and_again_after_a_while(here: House, city: City) -> None:
    kim = here.browser()
    answer = comes_back(kim, goes_there(kim))
    assert (answer.status_code, answer.location) == (303, DESK)
    assert kim.get(DESK).status_code == 200
    assert "your organisation" in kim.get("/me/sessions").text
    here.clock.advance(timedelta(minutes=16))
    city.now += 16 * 60
    assert kim.get(DESK).location == f"/me/sign-in?next={DESK}"
    comes_back(kim, goes_there(kim))
    assert kim.get(DESK).status_code == 200
    assert [each.get("prompt") for each in city.asked] == [None, "login"]


def test_what_stands_in_the_address_signs_nobody_in_before_the_button_R17(here: House) -> None:
    kim = here.browser()
    back = goes_there(kim)
    for _ in range(10):
        assert kim.get(back).status_code == 200
    assert kim.get("/me").status_code == 303
    assert comes_back(kim, back).status_code == 303
    again = comes_back(kim, back)
    assert again.status_code == 409
    assert "took too long" in again.text


def test_an_address_that_another_browser_brought_back_signs_nobody_in(here: House) -> None:
    """Else somebody could be signed in as somebody else, without knowing it."""
    eve, victim = here.browser(), here.browser()
    back = goes_there(eve)
    goes_there(victim)
    assert comes_back(victim, back).status_code == 409
    assert victim.get("/me").status_code == 303


@pytest.mark.parametrize(
    "worker, said",
    [
        (Worker(ADA), "nobody with your address works here"),
        (Worker("stranger@desk.example"), "nobody with your address works here"),
        (Worker(KIM, email_verified=False), "has not confirmed your e-mail address"),
    ],
)
def test_nobody_comes_to_work_here_by_it(here: House, city: City, worker: Worker, said: str) -> None:
    city.worker = worker
    people = here.database["people"].count_documents({})
    browser = here.browser()
    answer = comes_back(browser, goes_there(browser))
    assert answer.status_code == 409
    assert said in html.unescape(answer.text)
    assert browser.get("/me").status_code == 303
    assert here.database["people"].count_documents({}) == people


def test_an_address_that_went_to_somebody_else_opens_nothing_until_an_operator_looked(
    here: House, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = here.browser(), here.browser()
    assert comes_back(first, goes_there(first)).status_code == 303
    city.worker = Worker(KIM, id="worker-2")
    seen = other_people()
    answer = comes_back(second, goes_there(second))
    assert answer.status_code == 409
    assert "knows you as somebody else than before" in html.unescape(answer.text)
    assert second.get("/me").status_code == 303
    assert other_people() == seen + 1
    assert "oidc_other_person" in "".join(capsys.readouterr())
    assert here.notify.surer.let_go_of_oidc(LetGoOfOidc(person_id=None, by="operator", reason="new_provider")) == 1
    assert comes_back(second, goes_there(second)).status_code == 303


def test_what_the_provider_calls_them_is_theirs_to_take_along(here: House) -> None:
    kim = here.browser()
    comes_back(kim, goes_there(kim))
    held = kim.get("/me/data/notify.json").get_json()["organisation"]
    assert (held["issuer"], held["subject"]) == (here.settings.oidc.issuer, "worker-1")  # type: ignore[union-attr]


def other_people() -> float:
    return REGISTRY.get_sample_value("nabo_sign_ins_of_others_total") or 0.0


def test_when_the_provider_says_no_that_is_said_kindly(here: House, city: City) -> None:
    city.refuses = "access_denied"
    browser = here.browser()
    answer = browser.get(goes_there(browser))
    assert answer.status_code == 409
    assert "said no, or you stopped it" in answer.text


def test_when_the_provider_is_away_another_way_is_offered(here: House, city: City) -> None:
    browser = here.browser()
    back = goes_there(browser)
    city.is_down = True
    for answer in (comes_back(browser, back), strict_browser(here).post("/me/sign-in/oidc", on="/me/sign-in")):
        assert answer.status_code == 503
        assert "does not answer just now" in html.unescape(answer.text)
        assert "Send me the mail" in answer.text
        assert answer.headers["Retry-After"]


def strict_browser(here: House) -> Browser:
    """Of a process that has not spoken to the provider before."""
    return strict(here, oidc=here.settings.oidc).browser()


def test_where_the_organisation_has_no_sign_in_there_is_no_such_page(house: House) -> None:
    browser = strict(house).browser()
    assert "organisation" not in browser.get("/me/sign-in").text
    assert browser.get(f"{BACK}?state=s&code=c").status_code == 404
    assert browser.post("/me/sign-in/oidc", on="/me/sign-in").status_code == 404


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example"])
def test_nobody_is_led_away_from_here(here: House, away: str) -> None:
    kim = here.browser()
    assert comes_back(kim, goes_there(kim, away)).location == "/"


def test_the_secret_stands_in_no_page_and_no_cookie(here: House, capsys: pytest.CaptureFixture[str]) -> None:
    kim = here.browser()
    back = goes_there(kim)
    answer = comes_back(kim, back)
    code = re.search(r"code=([\w-]+)", back)
    assert code
    assert SECRET not in answer.text + str(answer.headers) + repr(here.settings)
    assert code[1] not in answer.location + "".join(capsys.readouterr())
