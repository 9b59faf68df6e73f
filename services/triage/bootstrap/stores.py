"""The machinery of triage behind its use cases: handles to its database and to the broker."""

from collections.abc import Sequence
from dataclasses import dataclass

from pymongo.database import Database

from services.triage.adapters import mongo_cases, mongo_contacts, mongo_helpers, mongo_roles, mongo_sessions
from services.triage.adapters.mongo_traces import MongoTraces
from services.triage.ports import Traces
from services.triage.settings import Settings
from shared.clock import Clock
from shared.kafka.broker import Broker
from shared.mongo import ledger, parking, refusals
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.indexes import Indexed
from shared.mongo.refusals import Refusals
from shared.mongo.retention import aged_by

AGED = {refusals.NAME: "at", mongo_sessions.NAME: "at"}
"""What goes whole when it is old, and since when it is there."""

INDEXES: Sequence[Indexed] = (
    *mongo_cases.INDEXED,
    *mongo_helpers.INDEXED,
    *mongo_roles.INDEXED,
    *mongo_contacts.INDEXED,
    *parking.INDEXED,
    *ledger.INDEXED,
    *aged_by(AGED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """The machinery behind the use cases, for the processes that run it."""

    database: Database[Document]
    cases: Aggregates
    helpers: Aggregates
    roles: Aggregates
    broker: Broker
    refusals: Refusals
    traces: Traces

    @property
    def relayed(self) -> Sequence[Aggregates]:
        """Every kind of aggregate whose events are published."""
        return (self.cases, self.helpers, self.roles)


def make_stores(settings: Settings, clock: Clock, *, retries: bool = True) -> Stores:
    """Handles alone: nothing is opened before it is used. retries: as `connect` has it."""
    database = settings.common.mongo.connect(retries=retries)
    cases = Aggregates(database, mongo_cases.NAME)
    return Stores(
        database=database,
        cases=cases,
        helpers=Aggregates(database, mongo_helpers.NAME),
        roles=Aggregates(database, mongo_roles.NAME),
        broker=settings.common.kafka,
        refusals=Refusals(database, clock=clock),
        traces=MongoTraces(database, cases),
    )
