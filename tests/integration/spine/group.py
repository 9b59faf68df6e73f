"""A consumer group on one topic, and a handler that remembers."""

from collections.abc import Callable, Sequence
from threading import Lock

from pymongo.database import Database

from shared.events.event import Received
from shared.ids import random_id
from shared.kafka import connect as kafka
from shared.kafka.broker import Broker
from shared.kafka.consumer import Consumer, HandleEvent
from shared.kafka.dead_letters import DeadLetters
from shared.kafka.publisher import Publisher
from shared.mongo.connect import Document
from shared.mongo.parking import Parking
from shared.worker import Loop, Stop
from tests.integration.spine.stage import on_the_wire

NewTopic = Callable[[], str]


class Heard:
    """A handler that remembers what it heard, in order. before: may refuse it."""

    def __init__(self, before: Callable[[Received], None] = lambda _: None) -> None:
        self.events: list[tuple[str, int]] = []
        self._before = before
        self._lock = Lock()

    def __call__(self, event: Received, *, topic: str) -> None:
        assert topic
        self._before(event)
        with self._lock:
            self.events.append((event.subject, event.recorded.version))

    def of(self, subject: str) -> list[int]:
        """The versions heard of one subject."""
        return [version for name, version in self.events if name == subject]


class Group:
    """Members of one consumer group."""

    def __init__(self, database: Database[Document], broker: Broker, topic: str, dead_letters: str = "none") -> None:
        self.name = random_id()
        self._parking = Parking(database)
        self._broker = broker
        self._topic = topic
        self._dead_letters = dead_letters

    def member(self, handle: HandleEvent) -> Loop:
        """A loop, as a worker runs it."""

        def listen(stop: Stop) -> None:
            Consumer(
                kafka.consumer(self._broker, [self._topic], group=self.name),
                handle,
                parking=self._parking,
                dead_letters=self.letters(),
                sleep=stop.sleep,
            ).run(stopping=stop.is_told)

        return listen

    def letters(self) -> DeadLetters:
        """Where its members set aside what cannot be read."""
        return DeadLetters("tests", lambda: Publisher(kafka.producer(self._broker)), topic=self._dead_letters)


def lines(subjects: Sequence[str], count: int, *, after: int = 0) -> list[tuple[str, bytes]]:
    """Records about all subjects in turn, `count` of each. after: how many there are already."""
    versions = range(after + 1, after + count + 1)
    return [(subject, on_the_wire(subject, version)) for version in versions for subject in subjects]


def names(count: int) -> list[str]:
    """Subjects that nobody else has."""
    return [random_id() for _ in range(count)]
