"""Windows for journeys: on a phone or at a desk, with scripts or without, in each language."""

from collections.abc import Callable
from typing import Protocol

import pytest
from playwright.sync_api import Page

from tests.e2e.town import reports
from tests.e2e.town.reports import Told
from tests.e2e.town.town import Town
from tests.e2e.town.walker import Walker

NewPage = Callable[..., Page]
PHONE, DESKTOP = (390, 844), (1280, 900)


class Window(Protocol):
    """Opens a fresh window for one person."""

    def __call__(self, *, size: tuple[int, int] = PHONE, scripts: bool = True, language: str = "en") -> Walker: ...


@pytest.fixture(scope="module", autouse=True)
def a_new_week(town: Town) -> None:
    """Offices are open, and nobody was asked too often."""
    town.rest_for_a_week()


@pytest.fixture
def window(town: Town, new_page: NewPage) -> Window:
    def open_window(*, size: tuple[int, int] = PHONE, scripts: bool = True, language: str = "en") -> Walker:
        page = new_page(size, java_script_enabled=scripts, locale=language)
        glass = None if scripts else new_page(size)
        return Walker(page, town, language=language, glass=glass)

    return open_window


@pytest.fixture
def at_the_desk(window: Window) -> Walker:
    """A wide window."""
    return window(size=DESKTOP)


def told_in(walker: Walker, email: str) -> Told:
    """The report that the page says was taken."""
    reference = walker.page.locator(".n-code").first.inner_text()
    report_id = walker.page.url.rpartition("report=")[2]
    return reports.Told(town=walker.town, id=report_id, reference=reference, email=email)
