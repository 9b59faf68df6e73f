"""What reporters do on their own page, without a window."""

from dataclasses import dataclass

from bench.replay.browser import Browser
from bench.replay.page import NoSuchForm, Page
from tests.e2e.town.reports import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Somebody with the mailed link to the page of their report."""

    told: Told
    browser: Browser

    @property
    def path(self) -> str:
        return self.told.personal_page

    def looks(self, at: str = "") -> Page:
        return self.browser.get(f"{self.path}{at}")

    def says_it_is_fixed(self) -> Page:
        return self._answers("fixed")

    def says_it_is_not(self, reason: str = "It is as it was.") -> Page:
        return self._answers("not_fixed", reason=reason)

    def writes(self, text: str) -> Page:
        return self._sends("", "write", text=text)

    def edits(self, text: str) -> Page:
        return self._sends("/edit", "edit", text=text)

    def withdraws(self) -> Page:
        return self._sends("/withdraw", "withdraw")

    def needs_it_no_longer(self) -> Page:
        return self._sends("", "no-longer-needed")

    def wants_somebody_else(self) -> Page:
        return self._sends("", "somebody-else")

    def _answers(self, answer: str, **typed: str) -> Page:
        page = self.looks("/outcome")
        for form in page.forms:
            if ("answer", answer) in form.buttons or form.fields.get("answer") == answer:
                return self._through_warnings(self.browser.submit(page, form, {"answer": answer, **typed}))
        raise NoSuchForm(f"{answer} on {page.url} ({page.status})")

    def _sends(self, at: str, ending: str, **typed: str) -> Page:
        page = self.looks(at)
        return self._through_warnings(self.browser.submit(page, page.form(f"/{ending}"), typed))

    def _through_warnings(self, page: Page) -> Page:
        """Where words of danger bring a page of numbers first, they read it and send it all the same."""
        for form in page.forms:
            if "seen" in form.fields:
                return self.browser.submit(page, form, {"do": "send"})
        return page


def reporter_of(told: Told) -> Resident:
    return Resident(told=told, browser=Browser(told.town.url))
