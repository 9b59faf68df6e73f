"""Web processes are renewed while people use them: whoever waits is answered, whoever comes waits a moment."""

import re
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from uuid import uuid4

import psutil
import pytest
import requests

from deploy.local.stack import Stack
from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES
from tests.endurance import Noted
from tests.integration.rules.acting import PLACE

SECONDS = 20.0
RENEWAL_SECONDS = 90.0
LONGER_THAN_THE_GATEWAY_WAITS = 12.0
GONE_SECONDS = 15.0
BREATH_SECONDS = 0.05
"""Five people who never draw breath would be a test of how much the machine can do beside the renewal."""

WELL = frozenset({200, 201})
TELLING = frozenset({"Content-Type", "Retry-After", "Server", "Via"})
MOST_WORDS = 400
A_BAG = {"category": "litter", "text": "A bag of rubbish lies beside the bin.", "location": PLACE}


def reports(stack: Stack) -> requests.Response:
    named = {"Idempotency-Key": str(uuid4())}
    return requests.post(f"{stack.url}/api/intake/v1/reports", json=A_BAG, headers=named, timeout=SECONDS)


def opens(path: str) -> Callable[[Stack], requests.Response]:
    return lambda stack: requests.get(f"{stack.url}{path}", timeout=SECONDS)


@dataclass
class Answers:
    """What people were told. refused: the request and what was said, of each that was not let in."""

    count: int = 0
    refused: list[str] = field(default_factory=list)

    def add(self, answer: requests.Response) -> None:
        self.count += 1
        if answer.status_code not in WELL:
            self.refused.append(told(answer))


def told(answer: requests.Response) -> str:
    """Enough to see who refused: a service's problem has its code, the gateway's page its words."""
    words = " ".join(re.sub(r"<style.*?</style>|<[^>]*>", " ", answer.text, flags=re.DOTALL).split())
    headers = {name: value for name, value in answer.headers.items() if name in TELLING}
    return f"{answer.request.method} {answer.request.path_url}: {answer.status_code} {headers} {words[:MOST_WORDS]}"


@contextmanager
def people(stack: Stack) -> Iterator[Answers]:
    """Some report, others read, with a short breath between one request and the next. Gives what they were told."""
    answers = Answers()
    over = Event()

    def go_on(act: Callable[[Stack], requests.Response]) -> None:
        while not over.wait(BREATH_SECONDS):
            answers.add(act(stack))

    acts = (reports, reports, opens("/"), opens("/how"), opens("/me/sign-in"))
    with ThreadPoolExecutor(len(acts)) as pool:
        jobs = [pool.submit(go_on, act) for act in acts]
        try:
            yield answers
        finally:
            over.set()
        for job in jobs:
            job.result()


def renew(stack: Stack, service: str) -> None:
    """As `kill -HUP` of its first process does; over when those who answered before have gone."""
    with successors(stack, service):
        pass


@contextmanager
def successors(stack: Stack, service: str) -> Iterator[set[psutil.Process]]:
    """Give the new processes as soon as they are there; wait afterwards until those who answered before have gone."""
    name = f"web-{service}"
    first = psutil.Process(stack.pid(name))
    old = set(first.children())
    stack.kill(name, signal.SIGHUP)
    yield wait_until(lambda: set(first.children()) - old, seconds=SECONDS, what=f"{name} has others")
    wait_until(lambda: not any(each.is_running() for each in old), seconds=RENEWAL_SECONDS, what=f"{name} is renewed")


@contextmanager
def frozen(processes: set[psutil.Process]) -> Iterator[None]:
    for each in processes:
        each.suspend()
    yield
    for each in processes:
        each.resume()


def wait_for_one_more(answers: Answers) -> None:
    seen = answers.count
    wait_until(lambda: answers.count > seen, seconds=SECONDS, what="somebody is answered")


@pytest.mark.endure(name="renewals", short=3, full=10, minutes=20)
@pytest.mark.parametrize("service", SERVICES)
def test_no_request_fails_while_a_service_is_renewed(stack: Stack, service: str, length: int, noted: Noted) -> None:
    """length: how many times."""
    took: list[float] = []
    stack.wait_ready()
    with people(stack) as answers:
        for _ in range(length):
            began = monotonic()
            renew(stack, service)
            took.append(monotonic() - began)
            wait_for_one_more(answers)
    assert answers.refused == []
    stack.wait_ready()
    noted.count("requests, all of them answered well", answers.count)
    noted.seconds("until others answered and those before had gone", took, wanted=GONE_SECONDS)


def test_who_is_replaced_goes_on_while_the_new_ones_are_slow(stack: Stack) -> None:
    stack.wait_ready()
    with people(stack) as answers, successors(stack, "triage") as new, frozen(new):
        Event().wait(LONGER_THAN_THE_GATEWAY_WAITS)
        wait_for_one_more(answers)
    assert answers.refused == []
    stack.wait_ready()
