"""What caseworkers do at the desk: take what stands on top, look into it, resolve it."""

import math
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from bench.replay.client import NoAnswer
from bench.replay.pace import Shift
from bench.replay.page import NoSuchForm
from bench.replay.people import OK, NotSignedIn, SignedInPerson, World

CASE = re.compile(r"/desk/cases/[^/?#]+$")
IDLE_SECONDS = (2.0, 10.0, 10.0, 10.0)
"""By window: with nothing to do one of them looks often, for whoever looks takes time from those who act.

Another one is opened only where more stands on the desk than is worked on in those that are open.
"""

WINDOWS = len(IDLE_SECONDS)

IN_ONE_LOOK = 8  # cases worked on before the desk is looked at anew: colleagues are at work, too
UNNEEDED_SECONDS = 0.5
"""Until whoever has no use for another window thinks of opening it. It asks for nothing, so it may be often."""

NOBODY_ASKED = 0.1


class InHand:
    """Which cases somebody is at work on, or was: colleagues in one room say so to each other, if not always."""

    def __init__(self) -> None:
        self._links: set[str] = set()
        self._left_at: dict[str, float] = {}
        self._lock = Lock()

    @contextmanager
    def taken(self, link: str, listed_at: float, order: random.Random) -> Iterator[bool]:
        """Whether nobody else is at it, nor was since it was listed, or nobody asked. listed_at: monotonic seconds."""
        with self._lock:
            is_mine = link not in self._links
            is_as_listed = self._left_at.get(link, -math.inf) < listed_at
            self._links.add(link)
        try:
            yield (is_mine and is_as_listed) or order.random() < NOBODY_ASKED
        finally:
            if is_mine:
                self._leave(link)

    def _leave(self, link: str) -> None:
        with self._lock:
            self._links.discard(link)
            self._left_at[link] = time.monotonic()


class Caseworker:
    """One caseworker at one desk, with several windows open."""

    def __init__(self, world: World, email: str, in_hand: InHand) -> None:
        self._in_hand = in_hand
        self._world = world
        self._person = SignedInPerson(world, email)
        self._email = email
        self._resolved = Counter[int]()
        self._listed = 0
        """How many cases stood on the desk when it was looked at last."""

    @property
    def done(self) -> int:
        """How many cases they have resolved."""
        return sum(list(self._resolved.values()))

    def work(self, window: int, shift: Shift) -> None:
        """In one window, until all is over. What goes wrong is tried again, as a person would after reloading."""
        name = f"{self._email} {window}"
        order = self._world.dice("window", name)
        while shift.is_on():
            is_needed = window == 0 or self._listed > window * IN_ONE_LOOK
            found = self._try_a_round(window, order, shift) if is_needed else False
            shift.looked(name, found=found is not False)
            if not found:
                shift.rest(IDLE_SECONDS[window] if is_needed else UNNEEDED_SECONDS)

    def _try_a_round(self, window: int, order: random.Random, shift: Shift) -> bool | None:
        """Whether there was anything to resolve; None where nobody could tell."""
        try:
            return self._round(window, order, shift)
        except (NoAnswer, NoSuchForm, NotSignedIn) as trouble:
            self._world.tally.add(f"caseworker_met_{type(trouble).__name__}")
            return None

    def _round(self, window: int, order: random.Random, shift: Shift) -> bool:
        listed_at = time.monotonic()
        desk = self._person.open("/desk")
        cases = list(dict.fromkeys(link for link in desk.links if CASE.search(link)))
        self._listed = len(cases)
        order.shuffle(cases)
        before = self._resolved[window]
        for link in cases[:IN_ONE_LOOK]:
            shift.think()
            with self._in_hand.taken(link, listed_at, order) as is_free:
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
