"""What caseworkers do at the desk: take what stands on top, look into it, resolve it."""

import re
from collections.abc import Callable

import requests

from bench.replay.browser import NoSuchForm
from bench.replay.people import OK, NotSignedIn, SignedInPerson, World

CASE = re.compile(r"/desk/cases/[^/?#]+$")
IDLE_SECONDS = 0.5


class Caseworker:
    """One caseworker at one desk."""

    def __init__(self, world: World, email: str) -> None:
        self._world = world
        self._person = SignedInPerson(world, email)
        self.done = 0

    def work(self, *, stopped: Callable[[], bool], sleep: Callable[[float], object]) -> None:
        """Until stopped. What goes wrong is tried again, as a person would after reloading."""
        while not stopped():
            try:
                if not self._round():
                    sleep(IDLE_SECONDS)
            except (requests.RequestException, NoSuchForm, NotSignedIn) as trouble:
                self._world.tally.add(f"caseworker_met_{type(trouble).__name__}")
                sleep(IDLE_SECONDS)

    def _round(self) -> int:
        desk = self._person.open("/desk")
        cases = list(dict.fromkeys(link for link in desk.links if CASE.search(link)))
        for link in cases:
            self._resolve(link)
        return len(cases)

    def _resolve(self, link: str) -> None:
        page = self._person.open(link)
        if any(form.action.endswith("/take") for form in page.forms):
            page = self._person.press(page, "/take")
            page = self._person.open(link)
        if page.status != OK or not any(form.action.endswith("/resolve") for form in page.forms):
            return
        form = page.form("/resolve")
        action = next(each for each in form.choices["action"] if each)
        answer = self._person.press(page, "/resolve", action=action, words="Looked at it and put it right.")
        self._world.tally.add(f"resolved_{answer.status}")
        self.done += answer.status == OK
