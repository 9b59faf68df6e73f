"""Passkeys and the organisation's sign-in in a real browser, with a device that the browser pretends to have."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from deploy.front.build import build
from services.notify.handlers.offer_enrolment import OfferEnrolment
from services.notify.settings import OidcSettings
from shared.events.triage_people import Grant, Role
from tests.e2e.notify.looking import looked_at
from tests.fakes.oidc_city import CLIENT, SECRET, City, Worker
from tests.fakes.oidc_server import running_city
from tests.integration.notify.house import ADA, House
from tests.integration.notify.strict import KIM, strict

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NewPage = Callable[..., Page]
DESK = "/me/enrolments"
PHONE_WITH_A_FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
languages = pytest.mark.parametrize("language", ["en", "da"])


@dataclass
class Here:
    """Notify as in production, under a name for which browsers make passkeys."""

    house: House
    site: str


@contextmanager
def served(house: House, city: City | None = None) -> Iterator[Here]:
    """The address must be known before the app is made, so that passkeys are bound to it."""
    late: list[Any] = []

    def app(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        answer: Iterable[bytes] = late[0](environ, start)
        return answer

    server = make_server("127.0.0.1", 0, app, threaded=True)
    site = f"http://localhost:{server.server_port}"
    oidc = OidcSettings(issuer=city.issuer, client_id=CLIENT, client_secret=SECRET) if city else None
    if city:
        city.back = f"{site}/me/sign-in/oidc/back"
    here = Here(strict(house, public_url=site, oidc=oidc), site)
    late.append(here.house.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def people(house: House) -> House:
    """Kim administers, and Ada lives here."""
    build()
    house.register("kim", KIM, "Kim")
    house.grant("kim", Grant(role=Role.ADMINISTRATOR))
    house.register("ada", ADA, "Ada")
    return house


@pytest.fixture
def here(people: House) -> Iterator[Here]:
    with served(people) as running:
        yield running


def with_a_device(page: Page) -> Callable[..., None]:
    """Gives the browser a phone; what is returned says whether it knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE_WITH_A_FINGER})
    device = {"authenticatorId": made["authenticatorId"]}

    def knows_the_finger(*, known: bool) -> None:
        session.send("WebAuthn.setUserVerified", {**device, "isUserVerified": known})

    return knows_the_finger


def signs_in_by_mail(page: Page, here: Here, address: str, going_to: str = "/me") -> None:
    page.goto(f"{here.site}/me/sign-in?next={going_to}")
    page.locator("#email").fill(address)
    page.locator("form:has(#email) button").click()
    page.locator("#code").fill(here.house.newest(address).code)
    page.locator("main button").click()


def enrols(page: Page, here: Here) -> None:
    """With the link that an operator handed over."""
    token = here.house.notify.surer.offer_enrolment(OfferEnrolment(person_id="kim", by="operator"))
    page.goto(f"{here.site}/me/passkeys/enrol/{token}")
    page.wait_for_url(f"{here.site}/me/passkeys/enrol")
    looked_at(page, "enrol")
    page.locator("#name").fill("my laptop")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(f"{here.site}/me")


@languages
def test_whoever_works_here_enrols_and_comes_to_the_desk(here: Here, new_page: NewPage, language: str) -> None:
    page = new_page(locale=language)
    with_a_device(page)
    signs_in_by_mail(page, here, KIM, DESK)
    page.wait_for_url(f"{here.site}/me/stronger?next={DESK}")
    looked_at(page, "stronger")
    enrols(page, here)
    page.goto(here.site + DESK)
    looked_at(page, "enrolments")
    page.goto(f"{here.site}/me/passkeys")
    expect(page.locator("main")).to_contain_text("my laptop")
    looked_at(page, "passkeys")
    page.locator("main a.button").first.click()
    looked_at(page, "passkey-remove-last")


def test_a_passkey_signs_in_and_shows_once_more_who_it_is(here: Here, new_page: NewPage) -> None:
    page = new_page()
    knows_the_finger = with_a_device(page)
    signs_in_by_mail(page, here, KIM)
    enrols(page, here)
    page.context.clear_cookies()
    page.goto(here.site + DESK)
    expect(page.get_by_text("JavaScript")).to_be_hidden()
    looked_at(page, "sign-in-with-passkey")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(here.site + DESK)
    here.house.clock.advance(timedelta(minutes=16))
    page.goto(here.site + DESK)
    page.wait_for_url(f"{here.site}/me/sign-in?next={DESK}")
    looked_at(page, "sign-in-once-more")
    knows_the_finger(known=False)
    page.locator("form[data-passkey] button").click()
    expect(page.locator("form[data-passkey] [role=status]")).not_to_be_empty()
    knows_the_finger(known=True)
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(here.site + DESK)


def test_a_device_that_has_one_already_says_so(here: Here, new_page: NewPage) -> None:
    page = new_page()
    with_a_device(page)
    signs_in_by_mail(page, here, ADA, "/me/passkeys")
    for _ in range(2):
        page.goto(f"{here.site}/me/passkeys")
        page.locator("form[data-passkey] button").click()
        expect(page.locator("[role=status]:not(:empty)").first).to_be_visible()
    expect(page.locator("form[data-passkey] [role=status]")).to_contain_text("has a passkey of yours already")
    assert len(here.house.notify.surer.my_passkeys("ada")) == 1


@languages
def test_without_scripts_the_page_says_kindly_what_to_do(here: Here, new_page: NewPage, language: str) -> None:
    page = new_page(java_script_enabled=False, locale=language)
    signs_in_by_mail(page, here, ADA, "/me/passkeys")
    expect(page.get_by_text("JavaScript")).to_be_visible()
    expect(page.locator("form[data-passkey]")).to_be_hidden()


def test_at_an_address_that_has_no_passkeys_the_page_names_the_one_that_has(here: Here, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{here.site.replace('localhost', '127.0.0.1')}/me/sign-in")
    expect(page.locator("main a[href^='http']")).to_have_attribute("href", f"{here.site}/me/sign-in")


@languages
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_organisations_sign_in_leads_there_and_back(
    people: House, new_page: NewPage, language: str, *, scripts: bool
) -> None:
    now = int(people.clock.now().timestamp())
    with running_city(City(worker=Worker(KIM), now=now)) as city, served(people, city) as here:
        page = new_page(java_script_enabled=scripts, locale=language)
        page.goto(here.site + DESK)
        page.locator("form[action='/me/sign-in/oidc'] button").click()
        if not scripts:
            page.wait_for_url(f"{here.site}/me/sign-in/oidc/back?*")
            page.locator("main button").click()
        page.wait_for_url(here.site + DESK)


@languages
def test_what_the_organisations_sign_in_refuses_is_said_where_one_can_try_again(
    people: House, new_page: NewPage, language: str
) -> None:
    with running_city(City(refuses="access_denied")) as city, served(people, city) as here:
        page = new_page(locale=language)
        page.goto(f"{here.site}/me/sign-in")
        page.locator("form[action='/me/sign-in/oidc'] button").click()
        page.wait_for_url(f"{here.site}/me/sign-in/oidc/back?*")
        expect(page.locator("main [role=alert]")).to_be_visible()
        looked_at(page, "oidc-no")
