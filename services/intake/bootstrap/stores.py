"""The machinery of intake behind its use cases: handles to its database and to the broker."""

from collections.abc import Sequence
from dataclasses import dataclass

from pymongo.database import Database

from services.intake.adapters import gridfs_photos, mongo_api_keys, mongo_leftovers, mongo_minutes, mongo_reports
from services.intake.adapters.mongo_traces import MongoTraces
from services.intake.ports import Traces
from services.intake.settings import Settings
from shared.clock import Clock
from shared.kafka.broker import Broker
from shared.mongo import ledger as erased
from shared.mongo import parking
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.indexes import Indexed
from shared.mongo.refusals import Refusals

INDEXES: Sequence[Indexed] = (
    *mongo_reports.INDEXED,
    *mongo_api_keys.INDEXED,
    *mongo_leftovers.INDEXED,
    *mongo_minutes.INDEXED,
    *gridfs_photos.INDEXED,
    *parking.INDEXED,
    *erased.INDEXED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """The machinery behind the use cases, for the processes that run it."""

    database: Database[Document]
    reports: Aggregates
    api_keys: Aggregates
    broker: Broker
    refusals: Refusals
    traces: Traces

    @property
    def relayed(self) -> Sequence[Aggregates]:
        """Every kind of aggregate whose events are published."""
        return (self.reports, self.api_keys)


def make_stores(settings: Settings, clock: Clock, *, retries: bool = True) -> Stores:
    """Handles alone: nothing is opened before it is used. retries: as `connect` has it."""
    database = settings.common.mongo.connect(retries=retries)
    reports = Aggregates(database, mongo_reports.NAME)
    return Stores(
        database=database,
        reports=reports,
        api_keys=Aggregates(database, mongo_api_keys.NAME),
        broker=settings.common.kafka,
        refusals=Refusals(database, clock=clock),
        traces=MongoTraces(database, reports),
    )
