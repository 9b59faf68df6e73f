"""Triage's use cases on a real database of their own, with the pack made for tests and a clock that stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from services.triage.bootstrap import INDEXES, Triage, wire
from shared.clock import StoppedClock
from shared.mongo.connect import Document
from shared.pack import TriagePack, load_for_triage
from tests.databases import own_database
from tests.factories.cases import NOON
from tests.fakes.neighbourhood import FakeNeighbourhood

PACK = Path(__file__).parents[2] / "packs" / "strict"


@pytest.fixture(scope="session")
def pack() -> TriagePack:
    return load_for_triage(PACK)


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    with own_database(stores, "triage", INDEXES) as made:
        yield made


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOON)


@pytest.fixture
def neighbourhood() -> FakeNeighbourhood:
    return FakeNeighbourhood()


@pytest.fixture
def triage(
    database: Database[Document], pack: TriagePack, neighbourhood: FakeNeighbourhood, clock: StoppedClock
) -> Triage:
    return wire(database, pack, neighbourhood, clock)
