"""Web processes are renewed while people use them: whoever waits is answered, whoever comes waits a moment."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from uuid import uuid4

import psutil
import pytest
import requests

from deploy.local.stack import Stack
from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES
from tests.integration.rules.acting import PLACE

ROUNDS = 3
SECONDS = 20.0
A_BAG = {"category": "litter", "text": "A bag of rubbish lies beside the bin.", "location": PLACE}


def reports(stack: Stack) -> int:
    named = {"Idempotency-Key": str(uuid4())}
    return requests.post(f"{stack.url}/api/intake/v1/reports", json=A_BAG, headers=named, timeout=SECONDS).status_code


def opens(path: str) -> Callable[[Stack], int]:
    return lambda stack: requests.get(f"{stack.url}{path}", timeout=SECONDS).status_code


@contextmanager
def people(stack: Stack) -> Iterator[list[int]]:
    """Some report, others read, one request after the other. Gives the answers' statuses."""
    answers: list[int] = []
    over = Event()

    def go_on(act: Callable[[Stack], int]) -> None:
        while not over.is_set():
            answers.append(act(stack))

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
    name = f"web-{service}"
    first = psutil.Process(stack.pid(name))
    old = set(first.children())
    stack.kill(name, signal.SIGHUP)
    wait_until(lambda: not any(each.is_running() for each in old), seconds=SECONDS, what=f"{name} is renewed")
    wait_until(lambda: set(first.children()) - old, seconds=SECONDS, what=f"{name} has others")


def wait_for_one_more(answers: list[int]) -> None:
    seen = len(answers)
    wait_until(lambda: len(answers) > seen, seconds=SECONDS, what="somebody is answered")


@pytest.mark.parametrize("service", SERVICES)
def test_no_request_fails_while_a_service_is_renewed(stack: Stack, service: str) -> None:
    stack.wait_ready()
    with people(stack) as answers:
        for _ in range(ROUNDS):
            renew(stack, service)
            wait_for_one_more(answers)
    assert set(answers) <= {200, 201}
    stack.wait_ready()
