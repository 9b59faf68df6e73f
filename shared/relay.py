"""Publishes what aggregates hold and Kafka does not yet: at least once, in order within each aggregate."""

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event as Bell
from time import monotonic
from typing import Protocol

import structlog
from kafka.errors import KafkaError

from shared.clock import Clock
from shared.errors import TryAgain
from shared.events.codec import to_wire
from shared.events.event import UnknownEventType, type_named
from shared.kafka.publisher import Message, NotAcknowledged
from shared.mongo.changes import Pending
from shared.mongo.connect import Document
from shared.observability.metrics import OUTBOX_AGE_SECONDS, PUBLISHED, RELAY_FAILURES

BATCH = 500
LONGEST_SLEEP_SECONDS = 0.5
SHORTEST_REST_SECONDS = 0.02
LONGEST_REST_SECONDS = 0.2
AFTER_FAILURE_SECONDS = 0.5

log = structlog.get_logger()


class Outbox(Protocol):
    """The aggregates of one kind, as the relay sees them. Every call may raise TryAgain."""

    name: str

    def oldest(self, name: str) -> datetime | None:
        """The smallest `pending_since`; None where nothing waits. Cheaper than to read what does."""

    def pending(self, limit: int) -> Sequence[Pending]:
        """Those that have waited longest first."""

    def file(self, batch: Sequence[Pending]) -> None:
        """Keep the events for good."""

    def clear(self, batch: Sequence[Pending]) -> None:
        """Forget what is published; what came meanwhile stays pending."""


class Publishes(Protocol):
    """Writes records."""

    def publish(self, messages: Sequence[Message]) -> Sequence[KafkaError | None]:
        """What became of each: None where the broker has it. Raises: KafkaError."""


class Held(Protocol):
    """A lease."""

    def is_held(self) -> bool:
        """Raises: TryAgain."""

    def give_up(self) -> None:
        """Raises: TryAgain."""


class Relay:
    """Any error leaves the events pending, so that the next round repeats them. Blocks on Kafka and MongoDB."""

    def __init__(
        self,
        service: str,
        aggregates: Outbox,
        publisher: Publishes,
        *,
        source: str,
        lease: Held,
        clock: Clock,
    ) -> None:
        """source: the CloudEvents source. lease: of several workers one relays; two would only publish twice."""
        self._service = service
        self._aggregates = aggregates
        self._publisher = publisher
        self._source = source
        self._lease = lease
        self._clock = clock
        self._is_at_rest = False

    def run(self, *, bell: Bell, stopping: Callable[[], bool]) -> None:
        """Until told to stop. The bell makes it prompt; only the database is believed.

        A round costs as much for one event as for many, so it rests after each for twice as long as that took: what
        comes meanwhile goes together, and of a busy process the relay takes a third at most.
        """
        while not stopping():
            began = monotonic()
            if self._round() < BATCH:
                Bell().wait(min(max(SHORTEST_REST_SECONDS, 2 * (monotonic() - began)), LONGEST_REST_SECONDS))
                bell.wait(LONGEST_SLEEP_SECONDS)
                bell.clear()
        self._leave()

    def publish_batch(self) -> int:
        """File, publish and clear the aggregates that waited longest; returns how many there were.

        Raises: TryAgain, KafkaError; then whatever is not known to have arrived is still pending.
        """
        batch = self._aggregates.pending(BATCH)
        self._measure(batch[0].since if batch else None)
        if not batch:
            return 0
        known = [each for each in batch if _is_known(each)]
        if known:
            self._aggregates.file(known)
        arrived = self._publish(known)
        self._aggregates.clear(arrived)
        if len(arrived) < len(batch):
            raise NotAcknowledged
        return len(batch)

    def _round(self) -> int:
        try:
            if self._is_at_rest and self._nothing_waits():
                return 0
            published = self.publish_batch() if self._lease.is_held() else 0
        except (KafkaError, TryAgain) as error:
            RELAY_FAILURES.labels(self._service, self._aggregates.name).inc()
            log.warning("relay_failed", aggregate=self._aggregates.name, error=type(error).__name__)
            Bell().wait(AFTER_FAILURE_SECONDS)
            return 0
        self._is_at_rest = not published
        return published

    def _nothing_waits(self) -> bool:
        """A lease is a write that waits for the journal, every second: whoever has nothing to do needs none."""
        since = self._aggregates.oldest("pending_since")
        self._measure(since)
        return since is None

    def _publish(self, batch: Sequence[Pending]) -> Sequence[Pending]:
        """Those of which every event has arrived. What fails holds up its own aggregate alone.

        An event is sent when the one before it has arrived: who heard the second first would take the first, coming
        again later, for old news.
        """
        arrived = list(batch)
        for step in range(max((len(each.events) for each in batch), default=0)):
            due = [(each, each.events[step]) for each in arrived if step < len(each.events)]
            lost = self._send(due)
            arrived = [each for each in arrived if each.aggregate_id not in lost]
        return arrived

    def _send(self, due: Sequence[tuple[Pending, Document]]) -> set[str]:
        """The aggregates of whose event nobody knows whether it has arrived."""
        messages = [(each, message) for each, event in due if (message := self._message(each, event))]
        problems = self._publisher.publish([message for _, message in messages])
        for (_, message), problem in zip(messages, problems, strict=True):
            if problem is None:
                PUBLISHED.labels(self._service, message.topic).inc()
        return {each.aggregate_id for (each, _), problem in zip(messages, problems, strict=True) if problem}

    def _message(self, each: Pending, event: Document) -> Message | None:
        """None of what stays within the service."""
        topic = type_named(event["type"]).topic
        if topic is None:
            return None
        value = to_wire(
            event, subject=each.aggregate_id, source=self._source, state=each.public, state_version=each.version
        )
        return Message(topic=topic, key=each.aggregate_id.encode(), value=value)

    def _measure(self, since: datetime | None) -> None:
        """since: when what has waited longest happened."""
        age = max(0.0, (self._clock.now() - since).total_seconds()) if since else 0.0
        OUTBOX_AGE_SECONDS.labels(self._service, self._aggregates.name).set(age)

    def _leave(self) -> None:
        try:
            self._lease.give_up()
        except TryAgain:
            log.info("lease_left_to_lapse", aggregate=self._aggregates.name)


def _is_known(pending: Pending) -> bool:
    """What a newer process wrote while it takes our place is left to the newer relay."""
    try:
        return bool([type_named(event["type"]) for event in pending.events])
    except UnknownEventType:
        return False
