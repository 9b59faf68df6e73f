"""A town whose stores are a real MongoDB, for each test one of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from services.triage.adapters.mongo_cases import MongoCases
from services.triage.adapters.mongo_contacts import MongoContacts
from services.triage.adapters.mongo_helpers import MongoHelpers
from services.triage.adapters.mongo_leftovers import MongoLeftovers
from services.triage.adapters.mongo_roles import MongoRoles
from services.triage.adapters.mongo_sessions import MongoSessions
from services.triage.bootstrap import INDEXES, Ports
from services.triage.domain.helper import Limits
from shared.clock import StoppedClock
from shared.mongo.connect import Document
from shared.mongo.ledger import MongoLedger
from tests.databases import own_database
from tests.factories.triage_town import NOW, Town

MANY = Limits(open_assignments=2, invitations_a_week=50)


@pytest.fixture
def new_database(stores: Stores) -> Iterator[Callable[[], Database[Document]]]:
    """Each empty but for triage's indexes."""
    with ExitStack() as lent:
        yield lambda: lent.enter_context(own_database(stores, "triage", INDEXES))


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
        ledger=MongoLedger(database),
        leftovers=MongoLeftovers(database),
        ready=lambda: bool(database.command("ping")["ok"]),
    )
    return Town(clock=clock, ports=ports)
