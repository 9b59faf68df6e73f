"""What caseworkers do at the desk: take what stands on top, look into it, resolve it."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import requests

from bench.replay.browser import NoSuchForm
from bench.replay.pace import Shift
from bench.replay.people import OK, NotSignedIn, SignedInPerson, World

CASE = re.compile(r"/desk/cases/[^/?#]+$")
IDLE_SECONDS = (2.0, 10.0, 10.0, 10.0)
"""By window: with nothing to do one of them looks often, for whoever looks takes time from those who act."""

WINDOWS = len(IDLE_SECONDS)

IN_ONE_LOOK = 8  # cases worked on before the desk is looked at anew: colleagues are at work, too


NOBODY_ASKED = 0.1


class InHand:
    """Which cases somebody is at work on: colleagues in one room say so to each other, if not always."""

    def __init__(self) -> None:
        self._links: set[str] = set()
        self._lock = Lock()

    @contextmanager
    def taken(self, link: str, order: random.Random) -> Iterator[bool]:
        """Whether nobody else is at it, or nobody asked."""
        with self._lock:
            is_mine = link not in self._links
            self._links.add(link)
        try:
            yield is_mine or order.random() < NOBODY_ASKED
        finally:
            if is_mine:
                with self._lock:
                    self._links.discard(link)


class Caseworker:
    """One caseworker at one desk, with several windows open."""

    def __init__(self, world: World, email: str, in_hand: InHand) -> None:
        self._in_hand = in_hand
        self._world = world
        self._person = SignedInPerson(world, email)
        self._email = email
        self._resolved = Counter[int]()

    @property
    def done(self) -> int:
        """How many cases they have resolved."""
        return sum(list(self._resolved.values()))

    def work(self, window: int, shift: Shift) -> None:
        """In one window, until all is over. What goes wrong is tried again, as a person would after reloading."""
        name = f"{self._email} {window}"
        order = self._world.dice("window", name)
        while shift.is_on():
            found = self._try_a_round(window, order, shift)
            shift.looked(name, found=found is not False)
            if not found:
                shift.rest(IDLE_SECONDS[window])

    def _try_a_round(self, window: int, order: random.Random, shift: Shift) -> bool | None:
        """Whether there was anything to resolve; None where nobody could tell."""
        try:
            return self._round(window, order, shift)
        except (requests.RequestException, NoSuchForm, NotSignedIn) as trouble:
            self._world.tally.add(f"caseworker_met_{type(trouble).__name__}")
            return None

    def _round(self, window: int, order: random.Random, shift: Shift) -> bool:
        desk = self._person.open("/desk")
        cases = list(dict.fromkeys(link for link in desk.links if CASE.search(link)))
        order.shuffle(cases)
        before = self._resolved[window]
        for link in cases[:IN_ONE_LOOK]:
            shift.think()
            with self._in_hand.taken(link, order) as is_free:
                self._resolved[window] += is_free and self._resolve(link)
        return self._resolved[window] > before

    def _resolve(self, link: str) -> bool:
        page = self._person.open(link)
        if any(form.action.endswith("/take") for form in page.forms):
            page = self._person.press(page, "/take")
        if page.status != OK or not any(form.action.endswith("/resolve") for form in page.forms):
            return False
        form = page.form("/resolve")
        action = next(each for each in form.choices["action"] if each)
        answer = self._person.press(page, "/resolve", action=action, words="Looked at it and put it right.")
        self._world.tally.add(f"resolved_{answer.status}")
        return answer.status == OK
