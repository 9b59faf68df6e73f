"""Triage's use cases on a real database of their own, with the pack made for tests and a clock that stands still."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from deploy.local.stores import Stores
from deploy.stores.database_users import create_service_users
from services.triage.bootstrap import INDEXES, Triage, wire
from shared.clock import StoppedClock
from shared.ids import random_id
from shared.mongo.connect import Document, connect
from shared.mongo.indexes import create_indexes
from shared.pack import TriagePack, load_for_triage
from tests.factories.cases import NOON
from tests.fakes.neighbourhood import FakeNeighbourhood
from tests.integration.spine.stage import root_of

PACK = Path(__file__).parents[2] / "packs" / "strict"


@pytest.fixture(scope="session")
def pack() -> TriagePack:
    return load_for_triage(PACK)


@pytest.fixture
def new_database(stores: Stores) -> Iterator[Callable[[], Database[Document]]]:
    """Makes an empty database with triage's indexes, whose user may do what a service's may."""
    root, made = root_of(stores), list[Database[Document]]()

    def make() -> Database[Document]:
        name = f"triage_{random_id()[:8]}"
        create_service_users(root, {name: "open"})
        made.append(connect(stores.mongo_url, user=name, password="open", database=name))
        create_indexes(made[-1], INDEXES)
        return made[-1]

    yield make
    _drop(made, root)


@pytest.fixture
def database(new_database: Callable[[], Database[Document]]) -> Database[Document]:
    return new_database()


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


def _drop(made: list[Database[Document]], root: MongoClient[Document]) -> None:
    for database in made:
        database.client.close()
        root.drop_database(database.name)
    root.close()
