"""The bell rings for everything that waits to be published, so that nobody waits for a relay that sleeps."""

from collections.abc import Iterator, Mapping
from threading import Event as Bell

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from shared.mongo.aggregates import Aggregates
from shared.mongo.bell import ring
from shared.mongo.connect import Document
from tests.fakes.notebook import wrote
from tests.integration.spine.stage import NOTEBOOKS, Notebooks, in_background, notebooks_in, patient, until

SOON_SECONDS = 20.0


@pytest.fixture
def bells(database: Database[Document]) -> Iterator[Mapping[str, Bell]]:
    """Listening already."""
    bells = {NOTEBOOKS: Bell(), "others": Bell()}
    with in_background(lambda stop: ring(database, bells, stopping=stop.is_told)):

        def is_listening() -> bool:
            database["others"].insert_one({"pending_since": 1})
            return bells["others"].wait(0.1)

        until("the bell listens", is_listening)
        yield bells


@pytest.fixture
def notebooks(database: Database[Document]) -> Notebooks:
    return notebooks_in(database)


def rings(bell: Bell) -> bool:
    rung = bell.wait(SOON_SECONDS)
    bell.clear()
    return rung


def test_it_rings_for_what_is_new_what_is_changed_and_what_comes_while_something_waits(
    bells: Mapping[str, Bell], notebooks: Notebooks, database: Database[Document]
) -> None:
    aggregates = Aggregates(database, NOTEBOOKS)
    first = notebooks.append(notebooks.find("a"), [wrote("new")], by="x")
    assert rings(bells[NOTEBOOKS])
    second = notebooks.append(first, [wrote("while the first still waits")], by="x")
    assert rings(bells[NOTEBOOKS])
    aggregates.clear(aggregates.pending(1))
    notebooks.append(second, [wrote("after both were published")], by="x")
    assert rings(bells[NOTEBOOKS])


def test_it_stays_silent_when_what_was_published_is_forgotten(
    bells: Mapping[str, Bell], notebooks: Notebooks, database: Database[Document]
) -> None:
    aggregates = Aggregates(database, NOTEBOOKS)
    notebooks.append(notebooks.find("a"), [wrote("new")], by="x")
    assert rings(bells[NOTEBOOKS])
    aggregates.file(aggregates.pending(1))
    aggregates.clear(aggregates.pending(1))
    bells["others"].clear()
    database["others"].insert_one({"pending_since": "after the clearing, on the same stream"})
    assert rings(bells["others"])
    assert not bells[NOTEBOOKS].is_set()


def test_it_rings_again_after_the_database_was_killed(
    stores: Stores, bells: Mapping[str, Bell], notebooks: Notebooks
) -> None:
    stores.kill("mongod")

    def is_heard() -> bool:
        found = patient(lambda: notebooks.find("a"))
        patient(lambda: notebooks.append(found, [wrote("once more")], by="x"))
        return bells[NOTEBOOKS].wait(0.2)

    until("it is heard again", is_heard)
