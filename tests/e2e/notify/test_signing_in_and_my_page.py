"""Signing in and one's own page in a real browser: with mails really sent, without scripts, on a phone and a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from shared.events.triage_people import Grant, Role
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.notify.looking import looked_at
from tests.e2e.pressing import press
from tests.integration.notify.house import ADA, House
from tests.integration.notify.news import ROUTED

NewPage = Callable[..., Page]

windows = pytest.mark.parametrize("size, language", [(PHONE, "da"), (DESKTOP, "en")], ids=["phone", "desktop"])
languages = pytest.mark.parametrize("language", ["en", "da"])


def known(house: House) -> None:
    """Ada is known, helps and works here; a team has one of her reports, and another is just received."""
    house.register("ada", ADA, "Ada")
    house.grant("ada", Grant(role=Role.CASEWORKER, team="works"), Grant(role=Role.HELPER))
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    house.hear_of_a_report("report-2", reference="N-0000-0000-0", category="litter")
    house.send()


@windows
def test_somebody_signs_in_by_the_code_and_sees_their_page(
    house: House, site: str, new_page: NewPage, size: tuple[int, int], language: str
) -> None:
    known(house)
    page = new_page(size=size, java_script_enabled=True, locale=language)
    page.goto(f"{site}/me")
    looked_at(page, "sign-in")
    press(page.get_by_role("button", name="Send"))
    expect(page.locator("#email-error")).to_be_visible()
    looked_at(page, "sign-in-missing")
    page.locator("#email").fill(ADA)
    press(page.locator("main button"))
    looked_at(page, "code")
    page.locator("#code").fill("000000")
    press(page.locator("main button"))
    looked_at(page, "code-wrong")
    page.locator("#code").fill(house.newest().code)
    press(page.locator("main button"))
    expect(page.locator("h1")).to_contain_text("Ada")
    looked_at(page, "me")
    page.goto(f"{site}/me/sessions")
    looked_at(page, "sessions")


@windows
def test_the_pages_that_mails_lead_to(
    house: House, site: str, new_page: NewPage, size: tuple[int, int], language: str
) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    mail = house.newest()
    page = new_page(size=size, locale=language)
    page.goto(site + mail.path("/me/address/"))
    looked_at(page, "address")
    press(page.locator("main button").last)
    looked_at(page, "address-disowned")
    page.goto(site + mail.path("/me/address/"))
    press(page.locator("main button").first)
    looked_at(page, "address-confirmed")
    stop = str(mail.message["List-Unsubscribe"]).strip("<>").removeprefix(house.settings.common.public_url)
    page.goto(site + stop)
    looked_at(page, "stop")
    press(page.locator("main button"))
    looked_at(page, "stopped")
    page.goto(f"{site}/me/address/nonsense")
    looked_at(page, "gone")


@languages
def test_without_scripts_the_link_of_the_mail_signs_in_with_one_button(
    house: House, site: str, new_page: NewPage, language: str
) -> None:
    house.browser().ask()
    link = house.newest().path("/me/sign-in/")
    page = new_page(java_script_enabled=False, locale=language)
    page.goto(site + link)
    press(page.locator("main button"))
    expect(page).to_have_url(f"{site}/me")
    page.goto(site + link)
    expect(page.locator("main a.button")).to_have_count(1)


@languages
def test_a_link_that_is_over_and_another_browser_look_right(
    house: House, site: str, new_page: NewPage, language: str
) -> None:
    house.browser().ask()
    link = house.newest().path("/me/sign-in/")
    page = new_page(locale=language)
    page.goto(site + link)
    looked_at(page, "link-other-browser")
    house.clock.advance(timedelta(minutes=11))
    page.goto(site + link)
    looked_at(page, "link-over")
    page.goto(f"{site}/api/notify/docs")
    looked_at(page, "api")


@languages
def test_a_page_with_nothing_on_it_yet_says_what_will_stand_there(
    house: House, site: str, new_page: NewPage, language: str
) -> None:
    house.browser().ask()
    page = new_page(locale=language)
    page.goto(site + house.newest().path("/me/sign-in/"))
    press(page.locator("main button"))
    looked_at(page, "me-empty")
