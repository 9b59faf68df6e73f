"""Publishes what aggregates hold and Kafka does not yet: at least once, in order within each aggregate."""

from collections.abc import Callable, Sequence
from threading import Event as Bell

import structlog
from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.producer.future import FutureRecordMetadata, RecordMetadata

from shared.clock import Clock
from shared.errors import TryAgain
from shared.events.codec import to_wire
from shared.events.event import type_named
from shared.mongo.aggregates import Aggregates, Pending
from shared.mongo.connect import Document
from shared.mongo.leases import Lease
from shared.observability.metrics import OUTBOX_AGE_SECONDS, PUBLISHED, RELAY_FAILURES

BATCH = 500
LONGEST_SLEEP_SECONDS = 0.5
AFTER_FAILURE_SECONDS = 0.5
FLUSH_SECONDS = 30

log = structlog.get_logger()


class NotAcknowledged(Exception):
    """The broker did not say that it has the message."""


class Relay:
    """Any error leaves the events pending, so that the next round repeats them. Blocks on Kafka and MongoDB."""

    def __init__(
        self,
        service: str,
        aggregates: Aggregates,
        producer: KafkaProducer,
        *,
        source: str,
        lease: Lease,
        clock: Clock,
    ) -> None:
        """source: the CloudEvents source. lease: of several workers one relays; two would only publish twice."""
        self._service = service
        self._aggregates = aggregates
        self._producer = producer
        self._source = source
        self._lease = lease
        self._clock = clock

    def run(self, *, bell: Bell, stopping: Callable[[], bool]) -> None:
        """Until told to stop. The bell makes it prompt; only the database is believed."""
        while not stopping():
            if self._round() < BATCH:
                bell.wait(LONGEST_SLEEP_SECONDS)
                bell.clear()
        self._lease.give_up()

    def _round(self) -> int:
        try:
            return self.publish_batch() if self._lease.is_held() else 0
        except (KafkaError, NotAcknowledged, TryAgain) as error:
            RELAY_FAILURES.labels(self._service, self._aggregates.name).inc()
            log.warning("relay_failed", aggregate=self._aggregates.name, error=type(error).__name__)
            Bell().wait(AFTER_FAILURE_SECONDS)
            return 0

    def publish_batch(self) -> int:
        """File, publish and clear the aggregates that waited longest; returns how many there were.

        Raises: TryAgain, KafkaError, NotAcknowledged; then all of them are still pending.
        """
        self._measure()
        batch = list(self._aggregates.pending(BATCH))
        if batch:
            self._aggregates.file(batch)
            self._publish(batch)
            self._aggregates.clear(batch)
        return len(batch)

    def _publish(self, batch: Sequence[Pending]) -> None:
        sent = [self._send(each, event, topic) for each in batch for event in each.events if (topic := _topic(event))]
        if not sent:
            return
        self._producer.flush(timeout=FLUSH_SECONDS)
        for future in sent:
            _require_acknowledged(future)

    def _send(self, each: Pending, event: Document, topic: str) -> FutureRecordMetadata:
        wire = to_wire(
            event, subject=each.aggregate_id, source=self._source, state=each.public, state_version=each.version
        )
        PUBLISHED.labels(self._service, topic).inc()
        return self._producer.send(topic, key=each.aggregate_id.encode(), value=wire)

    def _measure(self) -> None:
        oldest = self._aggregates.oldest("pending_since")
        age = max(0.0, (self._clock.now() - oldest).total_seconds()) if oldest else 0.0
        OUTBOX_AGE_SECONDS.labels(self._service, self._aggregates.name).set(age)


def _require_acknowledged(future: FutureRecordMetadata) -> None:
    """A flush succeeds although sends failed, and an answer may be no answer: only metadata of a record counts."""
    if not isinstance(future.get(timeout=1), RecordMetadata):
        raise NotAcknowledged


def _topic(event: Document) -> str | None:
    return type_named(event["type"]).topic
