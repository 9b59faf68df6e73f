"""Somebody at a browser window. Every kind of page they meet is looked at with axe, whatever the journey is about."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Response, expect

from deploy.local.trouble import Trouble
from deploy.local.waiting import wait_until
from tests.e2e.town.mailbox import PATIENCE_SECONDS
from tests.e2e.town.town import Town
from tests.e2e.town.words import FIRST, say
from tests.e2e.web.axe import assert_accessible

WRONG = 500
MET: set[object] = set()
"""The kinds of pages that were looked at in this run: the same once more would find the same."""


class Walker:
    """One person, one window. Use it as they would: go, press, follow, fill in, read. Words are given in English."""

    def __init__(self, page: Page, town: Town, *, language: str = FIRST, glass: Page | None = None) -> None:
        """glass: where scripts are off, a window with scripts of the same size, in which axe can look at the page."""
        self.page = page
        self.town = town
        self.language = language
        self._glass = glass
        page.on("response", self._notes)
        self._broken: list[str] = []

    def goes_to(self, address: str) -> "Walker":
        """A path, or a link from a letter."""
        self.page.goto(self.town.address(address), wait_until="load")
        return self.meets_the_page()

    def presses(self, name: str, *, within: Locator | None = None) -> "Walker":
        """A button by its words; gives back the page that follows."""
        button = (within or self.page.locator("main")).get_by_role("button", name=self._said(name), exact=True)
        self._and_waits(button.first.click)
        return self.meets_the_page()

    def press_the_only_button(self) -> "Walker":
        """Of the page's first form."""
        self._and_waits(self.page.locator("main form button").first.click)
        return self.meets_the_page()

    def follows(self, name: str) -> "Walker":
        """A link by its words."""
        link = self.page.locator("main").get_by_role("link", name=self._said(name))
        self._and_waits(link.first.click)
        return self.meets_the_page()

    def opens(self, summary: str) -> "Walker":
        """What is folded away."""
        self.page.get_by_text(self._said(summary), exact=True).click()
        return self

    def fills_in(self, label: str, words: str) -> "Walker":
        self.page.get_by_label(self._said(label)).first.fill(words)
        return self

    def chooses(self, label: str) -> "Walker":
        """A radio button, a tile or a box by its words."""
        self.page.get_by_label(self._said(label), exact=True).check(force=True)  # Tiles cover their own buttons.
        return self

    def selects(self, label: str, option: str) -> "Walker":
        self.page.get_by_label(self._said(label)).select_option(label=self._said(option))
        return self

    def sees(self, words: str) -> "Walker":
        expect(self.page.locator("main")).to_contain_text(self._said(words))
        return self

    def does_not_see(self, words: str) -> "Walker":
        expect(self.page.locator("main")).not_to_contain_text(self._said(words))
        return self

    def is_under(self, heading: str) -> "Walker":
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self._said(heading))
        return self

    def reloads_until(self, words: str) -> "Walker":
        """Looks again as an impatient person would, until it says so."""

        def says_so() -> bool:
            if self._said(words) in self.words:
                return True
            self.page.reload(wait_until="load")
            return False

        try:
            wait_until(says_so, seconds=PATIENCE_SECONDS, what="it says so")
        except Trouble as trouble:
            raise AssertionError(f"{self.page.url} never showed it:\n{self.words[:2000]}") from trouble
        return self.meets_the_page()

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.town.url)

    def meets_the_page(self) -> "Walker":
        """It is no broken one, it speaks the walker's language, and everybody can use it."""
        assert self._broken == []
        assert self.page.locator("html").get_attribute("lang") == self.language, self.page.url
        kind = self._kind()
        if kind not in MET:
            self._look_closer()
            MET.add(kind)
        return self

    def _kind(self) -> object:
        """Two pages of the same kind have the same size, address, heading, panels, fields and buttons."""
        place = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|N-[0-9A-Z-]+|(?<=/my/)[\w-]+|\?.*", "…", self.path)
        parts = self.page.locator("main").locator("h1, h2, button, label, .badge, .alert").all_inner_texts()
        size = self.page.viewport_size
        assert size is not None
        return (place, tuple(sorted(set(parts))), size["width"], self._glass is None, self.language)

    def _look_closer(self) -> None:
        if self._glass is None:
            assert_accessible(self.page)
        else:
            show_under_glass(self.page, self._glass)
            assert_accessible(self._glass)

    def _notes(self, answer: Response) -> None:
        if answer.status >= WRONG:
            self._broken.append(f"{answer.status} {answer.url}")

    def _and_waits(self, act: Callable[[], object]) -> None:
        with self.page.expect_navigation(wait_until="load"):
            act()

    def _said(self, words: str) -> str:
        return say(words, self.language, self.town.pack)


def show_under_glass(page: Page, glass: Page) -> None:
    """The page as it stands, word for word, but in a window whose scripts may run; ours do not."""
    words = page.content()
    glass.route("**/*.js*", lambda route: route.abort())
    glass.route(page.url, lambda route: route.fulfill(body=words, content_type="text/html; charset=utf-8"))
    glass.goto(page.url, wait_until="load")
    glass.unroute_all()
