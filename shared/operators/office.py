"""A service as its operators find it: its stores, its language, and the handlers behind its topics."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pymongo.database import Database

from shared.clock import Clock
from shared.ids import Reference
from shared.kafka.broker import Broker
from shared.kafka.consumer import HandleEvent
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.repository import MongoRepository
from shared.mongo.traces import Step
from shared.operators.saying import log_for_operators
from shared.retention import Retention
from shared.settings import CommonSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Handles alone: nothing is opened before it is used.

    source: the CloudEvents source of this service and pack. told: every kind of aggregate whose events it publishes.
    kinds, handle, retention: made when they are asked for, since they read the pack.
    """

    service: str
    source: str
    database: Database[Document]
    broker: Broker
    clock: Clock
    told: Sequence[Aggregates]
    trace: Callable[[Reference], Iterable[Step]]
    kinds: Callable[[], Mapping[str, MongoRepository[Any, Any]]]
    handle: Callable[[], HandleEvent]
    retention: Callable[[], Retention]


class Traces(Protocol):
    """What is known of a report's way."""

    def of(self, reference: Reference) -> Iterable[Step]:
        """Its steps."""


class Stores(Protocol):
    """The machinery of a service behind its use cases."""

    @property
    def database(self) -> Database[Document]: ...

    @property
    def broker(self) -> Broker: ...

    @property
    def relayed(self) -> Sequence[Aggregates]: ...

    @property
    def traces(self) -> Traces: ...


def office_of(
    settings: CommonSettings,
    stores: Stores,
    clock: Clock,
    *,
    kinds: Callable[[], Mapping[str, MongoRepository[Any, Any]]],
    handle: Callable[[], HandleEvent],
    retention: Callable[[], Retention],
) -> Office:
    """From here on what goes on is said as operators read it."""
    log_for_operators(settings.service, settings.log_level)
    return Office(
        service=settings.service,
        source=settings.source,
        database=stores.database,
        broker=stores.broker,
        clock=clock,
        told=stores.relayed,
        trace=stores.traces.of,
        kinds=kinds,
        handle=handle,
        retention=retention,
    )
