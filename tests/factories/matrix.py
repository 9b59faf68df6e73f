"""The authorisation matrix: what each service says beside its routes about who gets which answer, and what they got."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml
from flask import Flask
from werkzeug.test import TestResponse

from shared.web.access import routes_of

SIGN_IN, NOT_FOUND, GONE, UNAUTHORISED = "sign in", "404", "410", 401
NOTHING = frozenset({SIGN_IN, NOT_FOUND, GONE})
"""Answers that tell nobody whether anything is there."""

OTHERWISE = "otherwise"
SERVER_ERRORS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One route in one situation. answers: the answer's class, a status or `sign in`, by the actor who gets it."""

    method: str
    rule: str
    situation: str
    answers: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.rule} ({self.situation})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A row, and how it is tried: where, and with which form."""

    row: Row
    path: str
    form: Mapping[str, str]

    @property
    def method(self) -> str:
        return self.row.method

    def for_actor(self, actor: str) -> str:
        return self.row.answers[actor]

    def works_for(self, actor: str) -> bool:
        return self.for_actor(actor) not in NOTHING


Open = Callable[[Door, str], TestResponse]
"""Somebody tries a door."""


@cache
def rows_of(service: str) -> Mapping[tuple[str, str, str], Row]:
    """By method, rule and situation. Raises: KeyError for a group or an actor that the file does not name."""
    table = yaml.safe_load(Path(f"services/{service}/entrypoints/web/who_may.yaml").read_text())
    groups, actors = table["groups"], table["actors"]
    found = [
        Row(method=method, rule=rule, situation=situation, answers=_answers(said, groups, actors, table[OTHERWISE]))
        for route, situations in table["routes"].items()
        for method, rule in [route.split(" ", 1)]
        for situation, said in situations.items()
    ]
    return {(row.method, row.rule, row.situation): row for row in found}


def actors_of(service: str) -> tuple[str, ...]:
    return tuple(yaml.safe_load(Path(f"services/{service}/entrypoints/web/who_may.yaml").read_text())["actors"])


def every_route_has_its_rows(service: str, app: Flask) -> None:
    """Fails with the routes that the file does not name, and the rows of routes that are not there."""
    real = {
        (method, rule.rule)
        for rule, _access in routes_of(app)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.rule.startswith("/assets")
    }
    written = {(method, rule) for method, rule, _ in rows_of(service)}
    assert real == written, (
        f"services/{service}/entrypoints/web/who_may.yaml says who gets which answer of every route; "
        f"it lacks {sorted(real - written)}, and names {sorted(written - real)}, which are not there"
    )


def class_of(answer: TestResponse) -> str:
    """What the matrix calls this answer."""
    leads_to_sign_in = answer.headers.get("Location", "").startswith("/me/sign-in?next=")
    return SIGN_IN if leads_to_sign_in or answer.status_code == UNAUTHORISED else str(answer.status_code)


@dataclass(slots=True, kw_only=True)
class Listening:
    """Opens doors for others, and hears whether a canary sings behind them.

    canaries: by the field in which each was put. may_read: which fields an actor may read there. read: by actor, all
    that they did. leaks: what they read and may not.
    """

    open: Open
    canaries: Mapping[str, str]
    may_read: Callable[[str, Door], Collection[str]]
    read: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    leaks: list[tuple[str, str, set[str]]] = field(default_factory=list)

    def __call__(self, door: Door, actor: str) -> TestResponse:
        answer = self.open(door, actor)
        sung = self.heard_in(answer.text)
        self.read[actor] |= sung
        if too_much := sung - set(self.may_read(actor, door)):
            self.leaks.append((actor, str(door.row), too_much))
        return answer

    def heard_in(self, said: str) -> set[str]:
        return {each for each, canary in self.canaries.items() if canary in said}


def shown(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """All that an answer tells, but for its own number."""
    lines = [(name, value) for name, value in answer.headers if name != "X-Correlation-Id"]
    return answer.status_code, answer.data, sorted(lines)


def assert_the_rest_is_not_there(
    doors: Iterable[Door],
    actor: str,
    *,
    here: Open,
    nowhere: Open,
    shown: Callable[[TestResponse], object] = shown,
) -> None:
    """Where somebody gets nothing, they get what there is where it never was, to the byte."""
    for door in doors:
        if door.works_for(actor) and door.method == "POST":
            continue
        answer = here(door, actor)
        assert class_of(answer) == door.for_actor(actor), (str(door.row), actor, class_of(answer))
        assert answer.status_code < SERVER_ERRORS
        if not door.works_for(actor):
            assert shown(answer) == shown(nowhere(door, actor)), (str(door.row), actor)


def _answers(
    said: Mapping[Any, list[str]], groups: Mapping[str, list[str]], actors: list[str], otherwise: Mapping[str, str]
) -> Mapping[str, str]:
    """Whoever is in no group of the row gets what the file says otherwise."""
    listed = {who: str(answer) for answer, names in said.items() for who in chain(*_people(names, groups, actors))}
    return {who: listed.get(who, str(otherwise.get(who, otherwise["everybody"]))) for who in actors}


def _people(names: list[str], groups: Mapping[str, list[str]], actors: list[str]) -> Iterator[list[str]]:
    for name in names:
        yield actors if name == "everybody" else [name] if name in actors else groups[name]
