"""Every route of every service, tried by everybody: what is not yours looks as if it were not there."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import uuid4

import pytest
import requests

from bench.replay.browser import Browser
from deploy.local.layout import REPO
from shared.events.topics import SERVICES
from shared.ids import new_reference
from shared.sessions import COOKIE
from tests.e2e.town.signing_in import SIGN_IN, signed_in
from tests.e2e.town.town import Town

NEIGHBOUR, CASEWORKER = "samir@kluuvi.example", "aino@desk.kluuvi.example"
ANSWER_SECONDS = 15
CHANGES = re.compile(r'form_token" value="[^"]*"|value="/[^"]*"|nonce="[^"]*"|next=[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One route with made-up parameters; audience and roles as it declares them."""

    service: str
    rule: str
    methods: tuple[str, ...]
    audience: str
    roles: tuple[str, ...]
    has_token: bool

    @property
    def path(self) -> str:
        made_up = {"reference": str(new_reference()), "secret": "x" * 43, "filename": "x"}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: made_up.get(found[1], str(uuid4())), self.rule)


@cache
def _doors(town_url: str, service: str, environment: tuple[tuple[str, str], ...]) -> tuple[Door, ...]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.rules.doors", service],
        cwd=REPO,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{town_url}: {done.stderr[-2000:]}"
    return tuple(
        Door(
            service=service,
            rule=each["rule"],
            methods=tuple(each["methods"]),
            audience=each["audience"],
            roles=tuple(each["roles"]),
            has_token=each["has_token"],
        )
        for each in json.loads(done.stdout)
    )


def doors(town: Town) -> Iterator[Door]:
    for service in SERVICES:
        environment = town.stack.environment(service)
        for name in ("PROMETHEUS_MULTIPROC_DIR", "NABO_METRICS_DIR"):
            environment.pop(name, None)
        for door in _doors(town.url, service, tuple(sorted(environment.items()))):
            if not door.rule.startswith(("/static", "/healthz", "/readyz", "/metrics", "/assets")):
                yield door


def get(town: Town, path: str, cookie: str = "") -> requests.Response:
    return requests.get(
        town.url + path,
        cookies={COOKIE: cookie} if cookie else {},
        allow_redirects=False,
        timeout=ANSWER_SECONDS,
    )


def plain(text: str) -> str:
    return CHANGES.sub("", text)


def test_there_are_doors_and_each_says_who_may_enter(town: Town) -> None:
    found = list(doors(town))
    assert len(found) > 50
    assert {door.service for door in found} == set(SERVICES)
    assert all(door.audience for door in found)
    assert not [door for door in found if set(door.methods) - {"GET", "POST"}]


def test_strangers_are_asked_who_they_are_where_one_must_be_signed_in(town: Town) -> None:
    for door in doors(town):
        if door.audience in {"signed_in", "role"} and "GET" in door.methods and door.has_token:
            answer = get(town, door.path)
            if door.rule.startswith("/api/"):
                assert answer.status_code in {401, 404}, f"{door.rule}: {answer.status_code}"
                assert answer.headers["Content-Type"] == "application/problem+json", door.rule
            else:
                assert answer.status_code in {303, 404}, f"{door.rule}: {answer.status_code}"
                assert answer.status_code == 404 or answer.headers["Location"].startswith(SIGN_IN), door.rule


def test_a_page_for_others_looks_like_no_page_at_all(town: Town) -> None:
    cookie = signed_in(town, NEIGHBOUR).cookie(COOKIE)
    for door in doors(town):
        if door.audience == "role" and "GET" in door.methods and door.has_token:
            nothing = get(town, f"{door.path}-that-is-not", cookie)
            answer = get(town, door.path, cookie)
            assert answer.status_code == 404, f"{door.rule}: {answer.status_code}"
            assert plain(answer.text) == plain(nothing.text), door.rule


def test_a_role_of_one_kind_opens_no_door_of_another(town: Town) -> None:
    cookie = signed_in(town, CASEWORKER).cookie(COOKIE)
    for door in doors(town):
        if door.audience == "role" and "caseworker" not in door.roles and "GET" in door.methods and door.has_token:
            assert get(town, door.path, cookie).status_code == 404, door.rule


def test_what_only_a_secret_opens_is_not_there_for_who_guesses(town: Town) -> None:
    for door in doors(town):
        if door.audience == "secret_link" and "GET" in door.methods:
            answer = get(town, door.path)
            assert answer.status_code in {303, 404, 410}, f"{door.rule}: {answer.status_code}"


def test_public_pages_answer_strangers(town: Town) -> None:
    for door in doors(town):
        if door.audience == "public" and "GET" in door.methods:
            answer = get(town, door.path)
            assert answer.status_code in {200, 302, 303, 404}, f"{door.rule}: {answer.status_code}"


@pytest.mark.parametrize("email", ["", NEIGHBOUR, CASEWORKER], ids=["stranger", "neighbour", "caseworker"])
def test_no_form_is_taken_without_its_token(town: Town, email: str) -> None:
    cookies = {COOKIE: signed_in(town, email).cookie(COOKIE)} if email else {}
    for door in doors(town):
        if "POST" in door.methods and door.has_token and door.rule != "/language":
            answer = requests.post(
                town.url + door.path, data={"x": "1"}, cookies=cookies, allow_redirects=False, timeout=ANSWER_SECONDS
            )
            assert answer.status_code in {303, 400, 403, 404}, f"{door.rule}: {answer.status_code}"
            assert answer.status_code != 303 or answer.headers["Location"].startswith(SIGN_IN), door.rule


def test_no_form_is_taken_from_elsewhere(town: Town) -> None:
    browser = Browser(town.url)
    token = browser.get("/report").form("/report").fields["form_token"]
    for foreign in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = requests.post(
            f"{town.url}/report", data={"form_token": token, "text": "x"}, headers=foreign, timeout=ANSWER_SECONDS
        )
        assert answer.status_code in {400, 403}


def test_programs_doors_read_no_session(town: Town) -> None:
    cookie = signed_in(town, CASEWORKER).cookie(COOKIE)
    for door in doors(town):
        if not door.has_token and "GET" in door.methods and door.audience == "public" and "<" not in door.rule:
            assert plain(get(town, door.path).text) == plain(get(town, door.path, cookie).text), door.rule


def test_every_answer_carries_the_lines_that_protect_its_reader(town: Town) -> None:
    for path in ("/", "/report", "/desk", "/help", SIGN_IN, "/no-such-page"):
        headers = get(town, path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        policy = headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
