"""Measures what carries events, on a real broker and database: `python -m bench.spine`.

Everything runs as threads of one process, which share its interpreter: real workers have one each.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from pymongo.database import Database

from bench.figures import Figure, at_most, share_of_raw, text
from bench.summary import median, percentile
from deploy.local.lifecycle import running_stores
from deploy.local.stores import Stores
from deploy.local.waiting import wait_until
from deploy.stores.database_users import create_service_users
from shared.clock import SystemClock
from shared.events.event import Received
from shared.events.topics import INTAKE_REPORTS
from shared.ids import random_id
from shared.kafka import connect as kafka
from shared.kafka.connect import Broker
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
from tests.fakes.notebook import Notebook, NotebookEvent, evolve, public, wrote
from tests.integration.spine.stage import root_of

COMMANDS = 1000
SLICES = 5
REPEATS = 3
THREADS = 4
BACKLOG = 10_000
ROUND_TRIPS = 400
WARMING_UP = 20
PACE_SECONDS = 0.02
LONG_SECONDS = 120.0
WORDS = "The lamp by the playground has been dark since Friday. " * 4

Notebooks = MongoRepository[Notebook, NotebookEvent]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One kind of aggregate in a database of its own, and a broker."""

    database: Database[Document]
    broker: Broker
    clock: SystemClock = field(default_factory=SystemClock)

    def aggregates(self, name: str) -> Aggregates:
        create_indexes(self.database, [*Aggregates.indexed(name), *INDEXED])
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


def measure(stores: Stores) -> Sequence[Figure]:
    """Every figure of the spine, each with its raw limit of the same run."""
    with _bench(stores) as bench:
        return [
            *_decisions(bench, threads=1),
            *_decisions(bench, threads=THREADS),
            _relay_rate(bench),
            _whole_way(bench),
            *_latency(bench),
        ]


@contextmanager
def _bench(stores: Stores) -> Iterator[Bench]:
    name = f"bench_{random_id()[:8]}"
    root = root_of(stores)
    create_service_users(root, {name: "open"})
    password = stores.secret("platform", "kafka_password")
    yield Bench(
        database=connect(stores.mongo_url, user=name, password="open", database=name),  # noqa: S106 -- opens only this
        broker=Broker(servers=stores.kafka, user="broker", password=password),
    )
    root.drop_database(name)


def _decisions(bench: Bench, *, threads: int) -> Iterator[Figure]:
    """Read, decide and write one event, beside a bare read and conditional update of a document of that size."""
    notebooks, names = bench.notebooks(f"decided{threads}"), [random_id() for _ in range(COMMANDS)]
    raw = bench.database[f"raw{threads}"]

    def begin(name: str) -> None:
        notebooks.append(notebooks.find(name), [wrote(WORDS)], by="bench")
        raw.insert_one({"_id": name, "version": 1, "state": {"lines": [WORDS]}})

    def decide(name: str) -> None:
        notebooks.append(notebooks.get(name), [wrote(WORDS)], by="bench")

    def bare(name: str) -> None:
        found = raw.find_one({"_id": name}) or {}
        state = {"lines": [*found["state"]["lines"], WORDS]}
        raw.update_one({"_id": name, "version": found["version"]}, {"$set": {"state": state}, "$inc": {"version": 1}})

    _per_second(begin, names, threads)
    slices = [names[start::SLICES] for start in range(SLICES)]
    rates = [(_per_second(decide, part, threads), _per_second(bare, part, threads)) for part in slices]
    rate, limit = (median(each) for each in zip(*rates, strict=True))
    yield share_of_raw(f"read, decide, write; {threads} threads", rate, limit, "/s", least=0.6)


def _relay_rate(bench: Bench) -> Figure:
    notebooks, relay = bench.notebooks("backlog"), bench.relay("backlog")
    _per_second(
        lambda name: notebooks.append(notebooks.find(name), [wrote(WORDS)], by="bench"),
        [random_id() for _ in range(BACKLOG)],
        THREADS,
    )
    relay.publish_batch()
    began = perf_counter()
    published = 0
    while batch := relay.publish_batch():
        published += batch
    return Figure(row="relay, a backlog of one event each", value=published / (perf_counter() - began), unit="/s")


def _whole_way(bench: Bench) -> Figure:
    """Consume, decide, write, and publish what was decided, on one thread of each."""
    rates = [_one_whole_way(bench, f"{number}") for number in range(REPEATS)]
    rate, limit = (median(each) for each in zip(*rates, strict=True))
    return share_of_raw("consume, decide, write, relay", rate, limit, "/s", least=0.6)


def _one_whole_way(bench: Bench, number: str) -> tuple[float, float]:
    """How many a second, and how many bare reads and conditional updates."""
    sent, copies = bench.notebooks(f"sent{number}"), bench.notebooks(f"copies{number}")
    names = {random_id() for _ in range(COMMANDS)}
    done = Event()
    count = [0]

    def copy(event: Received, **_: str) -> None:
        if event.subject in names:
            copies.append(copies.find(f"copy of {event.subject}"), [event.happened], by="bench")
            count[0] += 1
            if count[0] == COMMANDS:
                done.set()

    _per_second(lambda name: sent.append(sent.find(name), [wrote(WORDS)], by="bench"), sorted(names), THREADS)
    raw = bench.database["raw1"]

    def bare(name: str) -> None:
        raw.find_one({"_id": name})
        raw.update_one({"_id": name, "version": 0}, {"$set": {"lines": WORDS}}, upsert=True)

    limit = _per_second(bare, [random_id() for _ in range(COMMANDS)], 1)
    relay = bench.relay(f"sent{number}")
    with _running(bench, copy, f"copies{number}"):
        began = perf_counter()
        while relay.publish_batch():
            continue
        done.wait(LONG_SECONDS)
        wait_until(
            lambda: not bench.aggregates(f"copies{number}").pending(1), seconds=LONG_SECONDS, what="all is published"
        )
        return COMMANDS / (perf_counter() - began), limit


def _latency(bench: Bench) -> Iterator[Figure]:
    """From the moment before an event is written until its consumer has it, at fifty a second."""
    notebooks = bench.notebooks("paced")
    began: dict[str, float] = {}
    took: dict[str, float] = {}

    def note(event: Received, **_: str) -> None:
        if event.subject in began:
            took[event.subject] = perf_counter() - began[event.subject]

    with _running(bench, note, "paced"):
        for number in range(WARMING_UP + ROUND_TRIPS):
            name = f"{number}-{random_id()}"
            began[name] = perf_counter()
            notebooks.append(notebooks.find(name), [wrote(WORDS)], by="bench")
            Event().wait(PACE_SECONDS)
            if number < WARMING_UP:
                wait_until(lambda: len(took) == len(began), seconds=LONG_SECONDS, what="it has arrived")
        wait_until(lambda: len(took) == len(began), seconds=LONG_SECONDS, what="all have arrived")
    waits = [seconds * 1000 for seconds in list(took.values())[WARMING_UP:]]
    yield at_most("written → consumed, p50 at 50/s", percentile(waits, 0.5), "ms", limit=20)
    yield at_most("written → consumed, p99 at 50/s", percentile(waits, 0.99), "ms", limit=100)


@contextmanager
def _running(bench: Bench, handle: HandleEvent, name: str) -> Iterator[None]:
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


def _per_second(work: Callable[[str], object], names: Sequence[str], threads: int) -> float:
    began = perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, names))
    return len(names) / (perf_counter() - began)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="nabo-bench-") as root, running_stores(Path(root)) as stores:
        print(text(measure(stores)))


if __name__ == "__main__":
    main()
