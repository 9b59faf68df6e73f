"""The simulated people: each acts only through pages and mails, as a person would."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlsplit

import structlog

from bench.replay.browser import Browser
from bench.replay.mailbox import Mailbox
from bench.replay.page import Form, Page
from bench.replay.tally import Tally

OK = 200
SIGN_IN_SECONDS = 60.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What all of them share."""

    origin: str
    mailbox: Mailbox
    tally: Tally
    seed: int

    def dice(self, *names: str) -> random.Random:
        """Chances that depend on the seed and on what is decided, never on who comes first."""
        return random.Random(":".join((str(self.seed), *names)))


class NotSignedIn(Exception):
    """No sign-in mail came, or its code did not let them in."""


class SignedInPerson:
    """Somebody with an address who signs in by the code that is mailed there, and again when it is asked for."""

    def __init__(self, world: World, email: str) -> None:
        self._world = world
        self._email = email
        self._browser = Browser(world.origin)
        self._one_at_a_time = Lock()
        self._signing_in = Lock()
        self._is_known = False

    def open(self, path: str) -> Page:
        """The page, signing in first where it asks for that. Raises: NotSignedIn."""
        page = self._browser.get(path) if self._is_known else None
        if page is None or _asks_who_it_is(page):
            self._sign_in_for(path)
            page = self._browser.get(path)
        if _asks_who_it_is(page):
            raise NotSignedIn(self._email)
        return page

    def press(self, page: Page, ending: str, **values: str) -> Page:
        """Send the form whose action ends so. Raises: NoSuchForm."""
        return self._browser.submit(page, page.form(ending), values)

    def alone(self, act: Callable[[], None]) -> None:
        """One thing at a time: nobody has two pairs of hands."""
        with self._one_at_a_time:
            act()

    def _sign_in_for(self, path: str) -> None:
        """Once, whichever window asks first: of forms that load at the same time only the last one counts."""
        with self._signing_in:
            page = self._browser.get(path)
            if _asks_who_it_is(page):
                self._sign_in(page)
            self._is_known = True

    def _sign_in(self, page: Page) -> None:
        asked: list[tuple[Page, Form]] = []

        def ask() -> None:
            answer = self._browser.submit(page, page.form("/me/sign-in"), {"email": self._email})
            asked.extend((answer, each) for each in answer.forms if "code" in each.fields)
            if not asked:
                raise NotSignedIn(f"{self._email}: no place for a code ({answer.status})")

        mail = self._world.mailbox.sign_in(self._email, ask, seconds=SIGN_IN_SECONDS)
        if mail is None or mail.code is None:
            raise NotSignedIn(self._email)
        self._browser.submit(*asked[0], {"code": mail.code})


def _asks_who_it_is(page: Page) -> bool:
    return page.path.startswith("/me/sign-in")


def with_a_mailed_link(world: World, link: str) -> tuple[Browser, Page]:
    """Open a link from a mail in a fresh browser."""
    parts = urlsplit(link)
    browser = Browser(world.origin)
    return browser, browser.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
