"""The rules are tried on the whole stack, through HTTP alone; what a test begins, it ends."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from bench.replay.page import NoSuchForm
from deploy.local.trouble import Trouble
from tests.e2e.town import reports
from tests.e2e.town.desk import desk_of
from tests.e2e.town.reports import Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import PLACE, Desks, Tell

OVER = frozenset({"closed", "withdrawn", "referred_out"})


@pytest.fixture(scope="module")
def a_new_week(town: Town) -> None:
    """Nobody has been asked too often yet."""
    town.rest_for_a_week()


@pytest.fixture
def tell(town: Town, a_new_week: None) -> Iterator[Tell]:  # noqa: ARG001 -- the week is what it needs
    """In the demo neighbourhood, at a place in its middle."""
    told: list[Told] = []

    def send(category: str, **fields: Any) -> Told:  # noqa: ANN401 -- as above
        told.append(reports.tell(town, category, **{"location": PLACE, **fields}))
        return told[-1]

    yield send
    for each in told:
        let_go(each)


def let_go(told: Told) -> None:
    """So that nobody is asked, or has a task, for a test that is over."""
    if told.email and told.now["status"] not in OVER:
        with suppress(Trouble, NoSuchForm):
            reporter_of(told).withdraws()


@pytest.fixture
def desk(town: Town) -> Desks:
    """Lets staff of the demo sign in."""
    return lambda name: desk_of(town, f"{name}@desk.{town.stack.plan.pack}.example")
