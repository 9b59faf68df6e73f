"""What neighbours do who are asked, without a window: with the mailed link, or signed in."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.replay.browser import Browser
from bench.replay.page import Form, Page
from deploy.local.waiting import wait_until
from shared.events.place import Place, distance_m
from shared.ids import case_of
from shared.pack import load_demo
from shared.pack.demo import DemoPerson
from tests.e2e.town.mailbox import Letter
from tests.e2e.town.reports import Told
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.town import Town

ASKED, TASK = "/help/asked/", "/help/tasks/"
PATIENCE_SECONDS = 30.0
OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One neighbour and the letter that asks them."""

    town: Town
    letter: Letter

    @property
    def email(self) -> str:
        return self.letter.to

    @property
    def first_name(self) -> str:
        """As the neighbourhood's demo has it."""
        return next(each.first_name for each in people(self.town) if each.email == self.email)

    @property
    def link(self) -> str:
        return self.town.address(self.letter.link(ASKED))

    @property
    def claims(self) -> dict[str, Any]:
        """What the link's token says; anybody can read it, and nobody can write it."""
        return _claims_in(self.letter.link(ASKED))

    def looks(self) -> Page:
        """By the mailed link, in a browser in which nobody is signed in."""
        return Browser(self.town.url).get(self.link)

    def answers(self, what: str) -> Page:
        """By the mailed link; what: accept or decline."""
        browser = Browser(self.town.url)
        page = browser.get(self.link)
        return browser.submit(page, page.form(f"/{what}"))

    def has_it_in_writing(self) -> Letter:
        """The letter that says that the task is theirs, after which the next one about it says something else."""
        task = f"{TASK}{self.claims['case_id']}"
        return self.town.mailbox.wait_for(self.email, having=task, after=self.letter.number)

    def insists(self, what: str) -> Page:
        """Sends the answer although the page offers it no more, as an old window would."""
        browser = Browser(self.town.url)
        page = browser.get(self.link)
        own = browser.get("/help/guide")
        token = next((form.fields for form in (*page.forms, *own.forms) if "form_token" in form.fields), {})
        parts = urlsplit(self.link)
        fields = {"t": parse_qs(parts.query)["t"][0], **token}
        return browser.submit(page, Form(action=f"{parts.path}/{what}", method="post", fields=fields))


@cache
def _claims_in(link: str) -> dict[str, Any]:
    token = parse_qs(urlsplit(link).query)["t"][0]
    payload = token.split(".")[1]
    read: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return dict(read["claims"])


def all_asked(told: Told) -> list[Asked]:
    """Whoever was asked about this report so far, in the order in which they were."""
    letters = (each for each in told.town.mailbox.letters if each.has_link(ASKED))
    asked = (Asked(town=told.town, letter=each) for each in letters)
    return [each for each in asked if each.claims["case_id"] == case_of(told.id)]


def are_asked(told: Told, *, count: int) -> list[Asked]:
    """Waits until so many neighbours have been asked about this report; gives all who were."""

    def look() -> list[Asked] | None:
        asked = all_asked(told)
        return asked if len(asked) >= count else None

    return wait_until(look, seconds=PATIENCE_SECONDS, what=f"{count} neighbours are asked about {told.reference}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody with a task, signed in."""

    email: str
    browser: Browser
    path: str

    def looks(self) -> Page:
        return self.browser.get(self.path)

    def says(self, what: str, **values: str) -> Page:
        """What: on-way, on-site, done, hand-back, unsafe or messages."""
        page = self.looks()
        said = self.browser.submit(page, page.form(f"/{what}"), values)
        assert said.status == OK, f"{what}: {said.status} {said.url}\n{said.text}"
        return said


def takes_it(asked: Asked) -> Helper:
    """Says yes by the mailed link, signs in, and has the task."""
    answer = asked.answers("accept")
    assert answer.status == 200, f"{asked.email}: {answer.status} {answer.url}\n{answer.text}"
    path = f"{TASK}{asked.claims['case_id']}"
    return Helper(email=asked.email, browser=signed_in(asked.town, asked.email), path=path)


def people(town: Town) -> tuple[DemoPerson, ...]:
    """Everybody whom the neighbourhood's demo is peopled with."""
    return _people_of(town.pack)


@cache
def _people_of(pack: Path) -> tuple[DemoPerson, ...]:
    return tuple(load_demo(pack))


def within_reach(
    everybody: Iterable[DemoPerson], place: Place, *, capability: str, tier: int, radius_m: int, speaks: str
) -> Iterator[DemoPerson]:
    """Who of them may be asked on a weekday morning, as a person with a map and a list would find them."""
    for person in everybody:
        offer = person.help
        if offer is None or capability not in offer.capabilities or offer.tier < tier or speaks not in person.languages:
            continue
        in_the_morning = any(each.start.hour <= 9 and each.end.hour >= 15 for each in offer.hours)
        if in_the_morning and distance_m(offer.home, place) <= min(radius_m, offer.radius_m):
            yield person
