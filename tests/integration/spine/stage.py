"""What the spine's tests stand on: notebooks, events ready for the wire, and ways to look at what came out."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from subprocess import PIPE, Popen
from threading import Event, Thread
from typing import TypeVar

from kafka import KafkaConsumer, KafkaProducer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition
from pymongo import IndexModel
from pymongo.database import Database

from deploy.local.layout import REPO
from deploy.local.waiting import wait_until
from shared.clock import SystemClock
from shared.errors import InvalidMessage, TryAgain
from shared.events.codec import dump, from_wire, to_document, to_wire
from shared.events.event import Received, Recorded
from shared.events.intake import ReporterWrote
from shared.events.topics import PARTITIONS
from shared.ids import random_id
from shared.kafka import connect as kafka
from shared.kafka.broker import Broker
from shared.kafka.publisher import Publisher
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.indexes import Indexed
from shared.mongo.leases import Lease
from shared.mongo.parking import INDEXED as PARKING
from shared.mongo.repository import Kind, MongoRepository
from shared.relay import Relay
from shared.worker import Loop, Stop
from tests.fakes.notebook import Notebook, NotebookEvent, evolve, next_due_at, public

Found = TypeVar("Found")

NOTEBOOKS = "notebooks"
SOURCE = "/nabo/intake/tests"
SECRET = IndexModel("secret", name="secret", unique=True, partialFilterExpression={"secret": {"$exists": True}})
INDEXED: Sequence[Indexed] = (*Aggregates.indexed(NOTEBOOKS, SECRET), *PARKING)

Notebooks = MongoRepository[Notebook, NotebookEvent]


def notebooks_in(database: Database[Document]) -> Notebooks:
    kind = Kind(
        empty=Notebook(),
        evolve=evolve,
        public=public,
        index=lambda notebook: {"secret": notebook.secret, "lines": len(notebook.lines)},
        next_due_at=next_due_at,
    )
    return MongoRepository(Aggregates(database, NOTEBOOKS), kind, clock=SystemClock())


def relay_of(database: Database[Document], broker: Broker) -> Relay:
    return Relay(
        "intake",
        Aggregates(database, NOTEBOOKS),
        Publisher(kafka.producer(broker)),
        source=SOURCE,
        lease=lease_of(database),
        clock=SystemClock(),
    )


def lease_of(database: Database[Document], *, seconds: float = 3.0) -> Lease:
    return Lease(database, f"relay-{NOTEBOOKS}", holder=random_id(), seconds=seconds)


def on_the_wire(subject: str, version: int, text: str = "") -> bytes:
    """An event as a service publishes it."""
    recorded = Recorded(
        id=f"{subject}:{version}",
        version=version,
        at=datetime.now(UTC),
        by="tests",
        correlation_id=f"about-{subject}",
        happened=ReporterWrote(text=text or f"line {version}"),
    )
    state = dump(public(Notebook()))
    return to_wire(to_document(recorded), subject=subject, source=SOURCE, state=state, state_version=version)


def write(broker: Broker, topic: str, records: Sequence[tuple[str, bytes]]) -> None:
    """Publish keys and values, and see them acknowledged."""
    producer: KafkaProducer = kafka.producer(broker)
    sent = [producer.send(topic, key=key.encode(), value=value) for key, value in records]
    producer.flush(timeout=30)
    for each in sent:
        each.get(timeout=1)
    producer.close(timeout=5)


class Reader:
    """Everything that stands in a topic, from its end as it was when the reader was made."""

    def __init__(self, broker: Broker, topic: str, *, from_beginning: bool = False) -> None:
        self._consumer = KafkaConsumer(**broker.common(), enable_auto_commit=False)
        partitions = [TopicPartition(topic, number) for number in range(PARTITIONS)]
        self._consumer.assign(partitions)
        for partition in partitions:
            place = self._consumer.beginning_offsets if from_beginning else self._consumer.end_offsets
            self._consumer.seek(partition, place([partition])[partition])
        self.records: list[ConsumerRecord] = []

    def read(self) -> list[ConsumerRecord]:
        """All that has come so far; of what stands there one look may not find everything."""
        for records in self._consumer.poll(timeout_ms=200).values():
            self.records.extend(records)
        return self.records

    def events(self, subjects: Sequence[str]) -> list[Received]:
        """The events about these subjects, in the order of the topic."""
        mine = {subject.encode() for subject in subjects}
        return [from_wire(each.value) for each in self.read() if each.key in mine]

    def read_to_the_end(self) -> list[ConsumerRecord]:
        """All that stands there now, however many looks that takes."""
        ends = self._consumer.end_offsets(self._consumer.assignment())
        while any(self._consumer.position(partition) < end for partition, end in ends.items()):
            self.read()
        return self.records

    def events_to_the_end(self) -> list[Received]:
        """All events that stand there now. What is no event is overlooked."""
        return [event for each in self.read_to_the_end() if (event := _event_in(each))]

    def close(self) -> None:
        self._consumer.close()


def _event_in(record: ConsumerRecord) -> Received | None:
    with suppress(InvalidMessage):
        return from_wire(record.value or b"")
    return None


@contextmanager
def reading(broker: Broker, topic: str, *, from_beginning: bool = False) -> Iterator[Reader]:
    reader = Reader(broker, topic, from_beginning=from_beginning)
    try:
        yield reader
    finally:
        reader.close()


@contextmanager
def in_background(*loops: Loop) -> Iterator[Stop]:
    """Run loops in threads as a worker does. A failure within one is raised at the end."""
    stop = Stop()
    failures: list[BaseException] = []

    def guarded(loop: Loop) -> None:
        try:
            loop(stop)
        except BaseException as failure:  # noqa: BLE001 -- raised below, in the test's own thread
            failures.append(failure)

    threads = [Thread(target=guarded, args=(loop,), daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    try:
        yield stop
    finally:
        stop.now()
        for thread in threads:
            thread.join(30)
    if failures:
        raise failures[0]


@contextmanager
def a_process(module: str, *arguments: str) -> Iterator[Popen[str]]:
    """A Python program of ours, killed at the end if it still runs."""
    command = (sys.executable, "-m", module, *arguments)
    with Popen(command, stdout=PIPE, text=True, cwd=REPO, env={**os.environ, "PYTHONPATH": str(REPO)}) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: Popen[str]) -> str:
    """The next line it says."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "it has nothing more to say"
    return line


def until(what: str, look: Callable[[], Found | None], seconds: float = 30.0) -> Found:
    """Wait for a condition: whatever is found and is not False or empty."""
    return wait_until(lambda: look() or None, seconds=seconds, what=what)


def patient(attempt: Callable[[], Found]) -> Found:
    """Try until the stores are there."""
    while True:
        try:
            return attempt()
        except TryAgain:
            Event().wait(0.1)


def by_subject(events: Sequence[Received]) -> Mapping[str, list[int]]:
    """The versions in the order in which they came."""
    order: dict[str, list[int]] = {}
    for event in events:
        order.setdefault(event.subject, []).append(event.recorded.version)
    return order


def without_repeats(versions: Sequence[int]) -> list[int]:
    """What is left for somebody who overlooks what is not newer than what they heard before."""
    news: list[int] = []
    for version in versions:
        if not news or version > news[-1]:
            news.append(version)
    return news
