"""The machinery of notify behind its use cases: handles to its database and to the broker."""

from collections.abc import Sequence
from dataclasses import dataclass

from pymongo.database import Database

from services.notify.adapters import (
    mongo_answers,
    mongo_ceremonies,
    mongo_day_places,
    mongo_deliveries,
    mongo_matters,
    mongo_old,
    mongo_passkeys,
    mongo_people,
    mongo_replies,
    mongo_roles,
    mongo_sessions,
    mongo_sign_ins,
    mongo_subscriptions,
)
from services.notify.adapters.mongo_traces import MongoTraces
from services.notify.ports.matters import Traces
from services.notify.settings import Settings
from shared.clock import Clock
from shared.kafka.broker import Broker
from shared.mongo import ledger, parking
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.indexes import Indexed
from shared.mongo.refusals import Refusals

INDEXES: Sequence[Indexed] = (
    *mongo_people.indexed(),
    *mongo_sessions.indexed(),
    *mongo_sign_ins.indexed(),
    *mongo_passkeys.indexed(),
    *mongo_ceremonies.indexed(),
    *mongo_deliveries.indexed(),
    *mongo_answers.indexed(),
    *mongo_replies.indexed(),
    *mongo_day_places.indexed(),
    *mongo_matters.indexed(),
    *mongo_subscriptions.indexed(),
    *mongo_roles.indexed(),
    *mongo_old.indexed(),
    *parking.INDEXED,
    *ledger.INDEXED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """The machinery behind the use cases, for the processes that run it."""

    database: Database[Document]
    relayed: Sequence[Aggregates]
    broker: Broker
    refusals: Refusals
    traces: Traces


def make_stores(settings: Settings, clock: Clock, *, retries: bool = True) -> Stores:
    """Handles alone: nothing is opened before it is used. retries: as `connect` has it."""
    database = settings.common.mongo.connect(retries=retries)
    kept = (
        mongo_people.NAME,
        mongo_sessions.NAME,
        mongo_sign_ins.NAME,
        mongo_passkeys.NAME,
        mongo_deliveries.NAME,
        mongo_answers.NAME,
    )
    replies = Aggregates(database, mongo_replies.NAME, most_at_once=mongo_replies.MOST_AT_ONCE)
    return Stores(
        database=database,
        relayed=[*(Aggregates(database, name) for name in kept), replies],
        broker=settings.common.kafka,
        refusals=Refusals(database, clock=clock),
        traces=MongoTraces(database),
    )
