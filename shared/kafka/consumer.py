"""Hands each message of its topics on: at least once, in order per key, never past a failure it cannot set aside."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

import structlog
from kafka import KafkaConsumer, KafkaProducer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import CommitFailedError, KafkaTimeoutError, RebalanceInProgressError
from kafka.structs import OffsetAndMetadata, TopicPartition

from shared.errors import InvalidMessage, TryAgain, UnknownSubject
from shared.events.codec import from_wire
from shared.events.event import Received
from shared.mongo.parking import Parked, Parking
from shared.observability.metrics import DEAD_LETTERS

BATCH = 100
LATELY = 200
MOST_INVALID = 0.1
POLL_MS = 200

log = structlog.get_logger()
Batch = Mapping[TopicPartition, list[ConsumerRecord]]


class HandleEvent(Protocol):
    def __call__(self, event: Received, *, topic: str) -> None:
        """Raises: TryAgain, UnknownSubject, InvalidMessage."""


class DeadLetterLimit(Exception):
    """Too many invalid messages lately: more likely our fault than theirs."""


class Consumer:
    """One member of a group. It polls, handles and commits in one thread, so that partitions change hands only between batches.

    A batch must take less than max_poll_interval_ms, which handlers with bounded waits do a hundred times over.
    """

    def __init__(
        self,
        kafka: KafkaConsumer,
        producer: KafkaProducer,
        handle: HandleEvent,
        *,
        parking: Parking,
        dead_letters: str,
        sleep: Callable[[float], object],
    ) -> None:
        """dead_letters: this group's own topic. sleep: waits so many seconds, or less when the process must stop."""
        self._kafka = kafka
        self._producer = producer
        self._handle = handle
        self._parking = parking
        self._dead_letters = dead_letters
        self._sleep = sleep
        self._lately: deque[bool] = deque([True] * LATELY, maxlen=LATELY)

    def run(self, *, stopping: Callable[[], bool]) -> None:
        """Until told to stop; leaves the group at once, so that others take over in a heartbeat.

        Raises: DeadLetterLimit, and whatever a bug in a handler raises; nothing is committed past it.
        """
        try:
            while not stopping():
                self._work(self._kafka.poll(timeout_ms=POLL_MS, max_records=BATCH))
        finally:
            self._kafka.close()

    def _work(self, batch: Batch) -> None:
        """Handle the batch as far as it goes; what must wait is read again."""
        next_offsets = {partition: messages[0].offset for partition, messages in batch.items()}
        try:
            busy = self._parking.busy({_lane(message) for messages in batch.values() for message in messages})
            for partition, messages in batch.items():
                for message in messages:
                    self._take(message, busy)
                    next_offsets[partition] = message.offset + 1
        except TryAgain as later:
            for partition, offset in next_offsets.items():
                self._kafka.seek(partition, offset)
            self._commit(next_offsets)
            self._sleep(later.after_seconds)
        else:
            self._commit(next_offsets)

    def _take(self, message: ConsumerRecord, busy: set[str]) -> None:
        try:
            event = from_wire(message.value or b"")
            if _lane(message) in busy:
                self._park(message)
            else:
                self._handle_or_park(event, message, busy)
            self._lately.append(True)
        except InvalidMessage as reason:
            self._set_aside(message, str(reason))

    def _handle_or_park(self, event: Received, message: ConsumerRecord, busy: set[str]) -> None:
        try:
            self._handle(event, topic=message.topic)
        except UnknownSubject:
            self._park(message)
            busy.add(_lane(message))

    def _park(self, message: ConsumerRecord) -> None:
        place = f"{message.partition:06d}:{message.offset:020d}"
        self._parking.park(
            Parked(
                lane=_lane(message),
                place=place,
                topic=message.topic,
                value=message.value,
                parked_at=datetime.now(UTC),
            )
        )
        log.info("message_parked", topic=message.topic, place=place)

    def _set_aside(self, message: ConsumerRecord, reason: str) -> None:
        origin = f"{message.topic}:{message.partition}:{message.offset}"
        headers = [*message.headers, ("reason", reason.encode()), ("origin", origin.encode())]
        letter = self._producer.send(self._dead_letters, key=message.key, value=message.value, headers=headers)
        letter.get(timeout=10)
        DEAD_LETTERS.labels(self._dead_letters, message.topic, reason).inc()
        log.warning("message_set_aside", origin=origin, reason=reason)
        self._lately.append(False)
        if self._lately.count(False) > MOST_INVALID * LATELY:
            raise DeadLetterLimit(message.topic)

    def _commit(self, next_offsets: Mapping[TopicPartition, int]) -> None:
        if not next_offsets:
            return
        try:
            self._kafka.commit({p: OffsetAndMetadata(offset, "", -1) for p, offset in next_offsets.items()})
        except (CommitFailedError, RebalanceInProgressError, KafkaTimeoutError) as error:
            log.info("commit_postponed", error=type(error).__name__)  # Some will come again, harmlessly.


def _lane(message: ConsumerRecord) -> str:
    return f"{message.topic}:{(message.key or b'').decode(errors='replace')}"
