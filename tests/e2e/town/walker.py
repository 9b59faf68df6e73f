"""Somebody at a browser window. Every page they meet is looked at with axe, whatever the journey is about."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.e2e.town.town import Town
from tests.e2e.web.axe import assert_accessible

PATIENCE_MS = 10_000
ICONS_AND_TOKENS = re.compile(r'form_token" value="[^"]*"')


class Walker:
    """One person, one window. Use it as they would: go, press, follow, fill in, read."""

    def __init__(self, page: Page, town: Town, *, glass: Page | None = None) -> None:
        """glass: where scripts are off, a window with scripts of the same size, in which axe can look at the page."""
        self.page = page
        self.town = town
        self._glass = glass
        self._met: set[int] = set()

    def goes_to(self, address: str) -> "Walker":
        """A path, or a link from a letter."""
        self.page.goto(self.town.address(address), wait_until="load")
        return self.meets_the_page()

    def presses(self, name: str, *, within: Locator | None = None) -> "Walker":
        """A button by its words; gives back the page that follows."""
        self._and_waits((within or self.page).get_by_role("button", name=name).first.click)
        return self.meets_the_page()

    def press_the_only_button(self) -> "Walker":
        """Of the page's first form."""
        self._and_waits(self.page.locator("main form button").first.click)
        return self.meets_the_page()

    def follows(self, name: str | re.Pattern[str]) -> "Walker":
        """A link by its words."""
        exact = isinstance(name, str)
        self._and_waits(self.page.get_by_role("link", name=name, exact=exact).first.click)
        return self.meets_the_page()

    def fills_in(self, label: str, words: str) -> "Walker":
        self.page.get_by_label(label).fill(words)
        return self

    def chooses(self, label: str) -> "Walker":
        """A radio button, a tile or a box by its words."""
        self.page.get_by_label(label, exact=True).check(force=True)  # Tiles lay their picture over the button.
        return self

    def sees(self, words: str | re.Pattern[str]) -> "Walker":
        expect(self.page.locator("main")).to_contain_text(words, timeout=PATIENCE_MS)
        return self

    def does_not_see(self, words: str | re.Pattern[str]) -> "Walker":
        expect(self.page.locator("main")).not_to_contain_text(words)
        return self

    def is_under(self, heading: str | re.Pattern[str]) -> "Walker":
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        return self

    def reloads_until(self, seen: Callable[[], bool], *, tries: int = 100) -> "Walker":
        """Looks again as an impatient person would, until it is there."""
        for _ in range(tries):
            if seen():
                return self
            self.page.reload(wait_until="load")
        raise AssertionError(f"{self.page.url} never showed it:\n{self.words[:2000]}")

    def reads(self, words: str) -> bool:
        return words in self.words

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.town.url)

    def meets_the_page(self) -> "Walker":
        """Once for each page as it stands there."""
        looks = hash(ICONS_AND_TOKENS.sub("", self.page.content()))
        if looks not in self._met:
            self._met.add(looks)
            self._look_closer()
        return self

    def _look_closer(self) -> None:
        if self._glass is None:
            assert_accessible(self.page)
        else:
            show_under_glass(self.page, self._glass)
            assert_accessible(self._glass)

    def _and_waits(self, act: Callable[[], object]) -> None:
        with self._following():
            act()

    @contextmanager
    def _following(self) -> Iterator[None]:
        with self.page.expect_navigation(wait_until="load"):
            yield


def show_under_glass(page: Page, glass: Page) -> None:
    """The page as it stands, word for word, but in a window whose scripts may run; ours do not."""
    words = page.content()
    glass.route("**/*.js*", lambda route: route.abort())
    glass.route(page.url, lambda route: route.fulfill(body=words, content_type="text/html; charset=utf-8"))
    glass.goto(page.url, wait_until="load")
    glass.unroute_all()
