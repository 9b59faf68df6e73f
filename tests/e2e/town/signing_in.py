"""How people sign in: by the code that is mailed to them, in a window or without one."""

from datetime import timedelta

from bench.replay.browser import Browser
from bench.replay.page import Page
from shared.sessions import COOKIE
from tests.e2e.town.town import Seat, Town
from tests.e2e.town.walker import Walker

SIGN_IN = "/me/sign-in"
FRESH = timedelta(minutes=13)
"""Places are shown for a quarter of an hour after a sign-in; and an address gets five mails to sign in an hour."""


def signs_in(walker: Walker, email: str, *, going_to: str = "/me") -> Walker:
    """Goes to the page that asks who they are, types address and code, and arrives."""
    walker.goes_to(f"{SIGN_IN}?next={going_to}")
    return types_their_code(walker, email)


def types_their_code(walker: Walker, email: str) -> Walker:
    """From the page that asks who they are."""
    before = walker.town.mailbox.now()
    walker.page.locator("main input[name=email]").fill(email)
    walker.press_the_only_button()
    walker.page.locator("main input[name=code]").fill(walker.town.mailbox.wait_for_code(email, after=before))
    return walker.press_the_only_button()


def sits_down(walker: Walker, email: str) -> Walker:
    """Is signed in from before; where that was too long ago, they sign in without being watched."""
    browser = signed_in(walker.town, email)
    walker.page.context.add_cookies([{"name": COOKIE, "value": browser.cookie(COOKIE), "url": walker.town.url}])
    return walker


def signed_in(town: Town, email: str) -> Browser:
    """A browser without a window, in which this person signed in a few minutes ago at most."""
    seat = town.seats.get(email)
    if seat is None or town.now - seat.since > FRESH:
        seat = town.seats[email] = Seat(browser=signs_in_afresh(town, email), since=town.now)
    return seat.browser


def signs_in_afresh(town: Town, email: str) -> Browser:
    """A session of its own, which may be ended without anybody else losing theirs."""
    browser, before = Browser(town.url), town.mailbox.now()
    asking = browser.get(SIGN_IN)
    page = browser.submit(asking, asking.form(SIGN_IN), {"email": email})
    form = next(each for each in page.forms if "code" in each.fields)
    entered = browser.submit(page, form, {"code": town.mailbox.wait_for_code(email, after=before)})
    assert is_signed_in(browser), f"{email} could not sign in: {entered.status} {entered.url}"
    return browser


def is_signed_in(browser: Browser) -> bool:
    page: Page = browser.get("/me")
    return page.status == 200 and not page.path.startswith(SIGN_IN)
