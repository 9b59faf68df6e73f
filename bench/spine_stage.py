"""What the measures of the spine stand on: one kind of aggregate in a database of its own, and a broker."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Thread

from pymongo.database import Database

from deploy.local.stores import Stores
from deploy.local.waiting import wait_until
from deploy.stores.database_users import create_service_users
from shared.clock import SystemClock
from shared.events.topics import INTAKE_REPORTS
from shared.ids import random_id
from shared.kafka import connect as kafka
from shared.kafka.broker import Broker
from shared.kafka.consumer import Consumer, HandleEvent
from shared.kafka.dead_letters import DeadLetters
from shared.kafka.publisher import Publisher
from shared.mongo.aggregates import Aggregates
from shared.mongo.bell import ring
from shared.mongo.connect import Document, connect
from shared.mongo.indexes import create_indexes
from shared.mongo.leases import Lease
from shared.mongo.parking import INDEXED, Parking
from shared.mongo.repository import Kind, MongoRepository
from shared.relay import Relay
from shared.worker import Stop
from tests.databases import root_of
from tests.fakes.notebook import Notebook, NotebookEvent, evolve, public

LONG_SECONDS = 120.0

Notebooks = MongoRepository[Notebook, NotebookEvent]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One kind of aggregate in a database of its own, and a broker. ground: the same in the administrator's hands."""

    database: Database[Document]
    ground: Database[Document]
    broker: Broker
    clock: SystemClock = field(default_factory=SystemClock)

    def aggregates(self, name: str) -> Aggregates:
        create_indexes(self.ground, [*Aggregates.indexed(name), *INDEXED])
        return Aggregates(self.database, name)

    def notebooks(self, name: str) -> Notebooks:
        kind = Kind(empty=Notebook(), evolve=evolve, public=public)
        return MongoRepository(self.aggregates(name), kind, clock=self.clock)

    def relay(self, name: str) -> Relay:
        lease = Lease(self.database, name, holder=random_id())
        publisher = Publisher(kafka.producer(self.broker))
        return Relay("bench", Aggregates(self.database, name), publisher, source="/b", lease=lease, clock=self.clock)

    def consumer(self, handle: HandleEvent) -> Consumer:
        """It hears what comes from now on."""
        member = kafka.consumer(self.broker, [INTAKE_REPORTS], group=random_id())
        wait_until(
            lambda: (member.poll(timeout_ms=100), member.assignment())[1] or None,
            seconds=LONG_SECONDS,
            what="it joined",
        )
        member.seek_to_end()
        for partition in member.assignment():
            member.position(partition)
        member.commit()
        letters = DeadLetters("bench", lambda: Publisher(kafka.producer(self.broker)))
        return Consumer(
            member, handle, parking=Parking(self.database), dead_letters=letters, sleep=lambda s: Event().wait(s)
        )


@contextmanager
def bench_on(stores: Stores) -> Iterator[Bench]:
    """Nothing of it is left behind."""
    name = f"bench_{random_id()[:8]}"
    root = root_of(stores)
    create_service_users(root, {name: "open"})
    password = stores.secret("platform", "kafka_password")
    yield Bench(
        ground=root[name],
        database=connect(stores.mongo_url, user=name, password="open", database=name),  # noqa: S106 -- opens only this
        broker=Broker(servers=stores.kafka, user="broker", password=password),
    )
    root.drop_database(name)


@contextmanager
def running(bench: Bench, handle: HandleEvent, name: str) -> Iterator[None]:
    """A consumer, a relay and its bell."""
    stop, bell = Stop(), Event()
    loops: Sequence[Callable[[], None]] = (
        partial(bench.consumer(handle).run, stopping=stop.is_told),
        partial(bench.relay(name).run, bell=bell, stopping=stop.is_told),
        partial(ring, bench.database, {name: bell}, stopping=stop.is_told),
    )
    threads = [Thread(target=loop, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.now()
        for thread in threads:
            thread.join(10)
