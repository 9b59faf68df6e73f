"""What caseworkers do at the desk, without a window."""

from dataclasses import dataclass

from bench.replay.browser import Browser
from bench.replay.page import Page
from deploy.local.waiting import wait_until
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.town import Town

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Desk:
    """One person who is signed in."""

    browser: Browser

    def case(self, reference: str) -> Page:
        return self.browser.get(f"/desk/cases/{reference}")

    def waits_for(self, reference: str) -> Page:
        """The case's page as soon as it stands here."""

        def look() -> Page | None:
            page = self.case(reference)
            return page if page.status == 200 else None

        return wait_until(look, seconds=PATIENCE_SECONDS, what=f"{reference} stands at the desk")

    def does(self, reference: str, what: str, **values: str) -> Page:
        """Sends the form of the case's page whose action ends so. Raises: NoSuchForm."""
        page = self.case(reference)
        return self.browser.submit(page, page.form(f"/{what}"), values)

    def resolves(self, reference: str, *, words: str = "Put right this morning.") -> Page:
        """With the first action that the page offers."""
        page = self.case(reference)
        form = page.form("/resolve")
        action = next(each for each in form.choices["action"] if each)
        return self.browser.submit(page, form, {"action": action, "words": words})


def desk_of(town: Town, email: str) -> Desk:
    return Desk(signed_in(town, email))
