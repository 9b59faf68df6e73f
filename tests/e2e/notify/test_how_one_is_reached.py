"""The pages on which people say how they are reached, in a real browser; everything behind them is in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from deploy.front.build import build
from deploy.front.layout import ASSETS
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.notify.looking import looked_at
from tests.e2e.pressing import press
from tests.e2e.web.gallery_app import served
from tests.factories.notify_pages import Pages
from tests.factories.notify_told import ADA, WORK, tell

NewPage = Callable[..., Page]


@pytest.fixture
def pages() -> Pages:
    build()
    made = Pages(assets=ASSETS)
    made.register("ada", ADA)
    return made


@pytest.fixture
def site(pages: Pages) -> Iterator[str]:
    with served(pages.app) as address:
        yield address


@dataclass(frozen=True, slots=True)
class Visit:
    """acting: Ada's window. eye: the same pages with scripts, by which axe looks at them."""

    pages: Pages
    site: str
    acting: Page
    eye: Page

    def goes_to(self, path: str) -> None:
        self.acting.goto(f"{self.site}{path}")

    def presses(self) -> None:
        press(self.acting.locator("main form button").first)

    def looks(self, name: str) -> None:
        self.eye.goto(self.acting.url)
        looked_at(self.eye, name)


@pytest.fixture(params=[("en", PHONE, True), ("da", DESKTOP, False)], ids=["phone", "desktop without scripts"])
def visit(request: pytest.FixtureRequest, pages: Pages, site: str, new_page: NewPage) -> Visit:
    language, size, scripts = request.param
    windows = [new_page(size=size, locale=language, java_script_enabled=each) for each in (scripts, True)]
    for each in windows:
        each.context.add_cookies([{"name": "nabo_session", "value": "ada", "url": site}])
    return Visit(pages, site, *windows)


def test_somebody_adds_an_address_says_what_they_want_and_reads_what_they_got(visit: Visit) -> None:
    adds_an_address(visit)
    says_what_they_want(visit)
    reads_what_they_got(visit)
    follows_the_links_of_mails(visit)


def adds_an_address(visit: Visit) -> None:
    visit.goes_to("/me/contacts/add")
    visit.looks("contact-add")
    visit.acting.locator("#email").fill(WORK)
    visit.presses()
    visit.looks("contact-code")
    visit.acting.locator("#code").fill("999999")
    visit.presses()
    expect(visit.acting.locator("#code-error")).to_be_visible()
    visit.acting.locator("#code").fill(visit.pages.house.mailed()["code"])
    visit.presses()
    expect(visit.acting).to_have_url(f"{visit.site}/me/contacts")
    visit.looks("contacts")
    press(visit.acting.locator("main a.button").first)
    visit.looks("contact-remove")


def says_what_they_want(visit: Visit) -> None:
    visit.goes_to("/me/preferences")
    visit.acting.locator("input[name=reports][value=daily]").check()
    visit.acting.locator("#quiet_from").fill("22:00")
    visit.presses()
    expect(visit.acting.locator("#quiet_until-error")).to_be_visible()
    visit.acting.locator("#quiet_until").fill("07:00")
    visit.presses()
    expect(visit.acting.locator("#quiet_until")).to_have_value("07:00")
    expect(visit.acting.locator("input[name=reports][value=daily]")).to_be_checked()
    visit.looks("preferences")


def reads_what_they_got(visit: Visit) -> None:
    visit.goes_to("/me/messages")
    visit.looks("messages-empty")
    tell(visit.pages, "e1", subject="Could you clear snow?", body="About 400 m away.\n\nUntil 18.", quote="Thank you")
    visit.acting.reload()
    expect(visit.acting.locator("main h2")).to_have_text("Could you clear snow?")
    visit.looks("messages")


def follows_the_links_of_mails(visit: Visit) -> None:
    visit.goes_to(f"/me/stop/{visit.pages.link('kind', p='ada', w='calls')}")
    visit.looks("stop-kind")
    visit.presses()
    expect(visit.acting.locator("main a.button")).to_have_count(1)
    visit.goes_to(f"/me/contacts/not-mine/{visit.pages.link('adding', c='c')}")
    visit.looks("not-mine")
    visit.presses()
    visit.looks("not-mine-refused")
