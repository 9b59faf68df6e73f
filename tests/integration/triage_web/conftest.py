"""A town whose stores are a real MongoDB, for each test one of its own."""

from collections.abc import Callable, Iterator

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from deploy.local.stores import Stores
from deploy.stores.database_users import create_service_users
from services.triage.adapters.mongo_cases import MongoCases
from services.triage.adapters.mongo_contacts import MongoContacts
from services.triage.adapters.mongo_helpers import MongoHelpers
from services.triage.adapters.mongo_roles import MongoRoles
from services.triage.adapters.mongo_sessions import MongoSessions
from services.triage.bootstrap import INDEXES, Ports
from services.triage.domain.helper import Limits
from shared.clock import StoppedClock
from shared.ids import random_id
from shared.mongo.connect import Document, connect
from shared.mongo.indexes import create_indexes
from tests.factories.triage_town import NOW, Town

MANY = Limits(open_assignments=2, invitations_a_week=50)


@pytest.fixture
def new_database(stores: Stores) -> Iterator[Callable[[], Database[Document]]]:
    """Empty but for triage's indexes; its user may do what triage may."""
    root: MongoClient[Document] = MongoClient(
        stores.mongo_url, username="root", password=stores.secret("platform", "mongo_password"), authSource="admin"
    )
    made: list[Database[Document]] = []

    def make() -> Database[Document]:
        name = f"triage_web_{random_id()[:8]}"
        create_service_users(root, {name: "open"})
        database = connect(stores.mongo_url, user=name, password="open", database=name)
        create_indexes(database, INDEXES)
        made.append(database)
        return database

    yield make
    for database in made:
        root.drop_database(database.name)
        database.client.close()
    root.close()


@pytest.fixture
def new_town(new_database: Callable[[], Database[Document]]) -> Callable[[], Town]:
    return lambda: town_on(new_database())


@pytest.fixture
def town(new_town: Callable[[], Town]) -> Town:
    return new_town()


def town_on(database: Database[Document]) -> Town:
    clock = StoppedClock(NOW)
    ports = Ports(
        cases=MongoCases(database, clock=clock),
        helpers=MongoHelpers(database, limits=MANY, clock=clock),
        roles=MongoRoles(database, clock=clock),
        contacts=MongoContacts(database),
        sessions=MongoSessions(database),
        ready=lambda: bool(database.command("ping")["ok"]),
    )
    return Town(clock=clock, ports=ports)
