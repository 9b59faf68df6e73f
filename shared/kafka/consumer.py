"""Hands each message of its topics on: at least once, in order per key, never past a failure it cannot set aside."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

import structlog
from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import CommitFailedError, KafkaTimeoutError, RebalanceInProgressError
from kafka.structs import OffsetAndMetadata, TopicPartition

from shared.errors import InvalidMessage, TryAgain, UnknownSubject
from shared.events.codec import from_wire
from shared.events.event import Received
from shared.kafka.dead_letters import DeadLetters, Letter
from shared.parking import Parked, ParkedMessages

BATCH = 100
LATELY = 200
MOST_INVALID = 0.1
POLL_MS = 200
COMMIT_MS = 5_000
LEAVE_MS = 1_000
LONGEST_PAUSE_SECONDS = 2.0  # The group waits for its slowest member when partitions change hands.

log = structlog.get_logger()
Batch = Mapping[TopicPartition, list[ConsumerRecord]]


class HandleEvent(Protocol):
    """Where events go."""

    def __call__(self, event: Received, *, topic: str) -> None:
        """Raises: TryAgain, UnknownSubject, InvalidMessage."""


class DeadLetterLimit(Exception):
    """Too many invalid messages lately: more likely our fault than theirs."""


class Consumer:
    """One member of a group. It polls, handles and commits in one thread: partitions change hands only between batches.

    A batch must take less than max_poll_interval_ms, which handlers with bounded waits do a hundred times over.
    """

    def __init__(
        self,
        kafka: KafkaConsumer,
        handle: HandleEvent,
        *,
        parking: ParkedMessages,
        dead_letters: DeadLetters,
        sleep: Callable[[float], object],
    ) -> None:
        """sleep: waits so many seconds, or less when the process must stop."""
        self._kafka = kafka
        self._handle = handle
        self._parking = parking
        self._dead_letters = dead_letters
        self._sleep = sleep
        self._lately: deque[bool] = deque([True] * LATELY, maxlen=LATELY)

    def run(self, *, stopping: Callable[[], bool]) -> None:
        """Until told to stop; leaves the group at once, so that others take over in a heartbeat.

        Raises: DeadLetterLimit, KafkaError, and whatever a bug in a handler raises; nothing is committed past it.
        """
        try:
            while not stopping():
                self._work(self._kafka.poll(timeout_ms=POLL_MS, max_records=BATCH), stopping)
        finally:
            self._kafka.close(timeout_ms=LEAVE_MS)

    def _work(self, batch: Batch, stopping: Callable[[], bool]) -> None:
        """Handle each partition as far as it goes; what must wait is read again, and holds up no other partition."""
        reached: dict[TopicPartition, int] = {}
        pause = 0.0
        try:
            for partition, messages in batch.items():
                try:
                    for message in self._taken(messages, stopping):
                        reached[partition] = message.offset + 1
                except TryAgain as later:
                    self._kafka.seek(partition, reached.get(partition, messages[0].offset))
                    pause = max(pause, later.after_seconds)
        finally:
            self._commit(reached)
        self._sleep(min(pause, LONGEST_PAUSE_SECONDS))

    def _taken(self, messages: Sequence[ConsumerRecord], stopping: Callable[[], bool]) -> Iterator[ConsumerRecord]:
        """Each message after it has been dealt with. Raises: TryAgain, DeadLetterLimit."""
        busy = self._parking.busy({_lane(message) for message in messages})
        for message in messages:
            if stopping():
                return
            self._take(message, busy)
            yield message
            if self._lately.count(False) > MOST_INVALID * LATELY:
                raise DeadLetterLimit(message.topic)

    def _take(self, message: ConsumerRecord, busy: set[str]) -> None:
        try:
            event = from_wire(message.value or b"")
            if _lane(message) in busy:
                self._park(message)
            else:
                self._handle_or_park(event, message, busy)
        except InvalidMessage as reason:
            self._set_aside(message, str(reason))
        else:
            self._lately.append(True)

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
        self._dead_letters.set_aside(
            Letter(
                topic=message.topic,
                origin=f"{message.topic}:{message.partition}:{message.offset}",
                key=message.key,
                value=message.value,
                headers=message.headers,
            ),
            reason,
        )
        self._lately.append(False)

    def _commit(self, reached: Mapping[TopicPartition, int]) -> None:
        if not reached:
            return
        offsets = {partition: OffsetAndMetadata(offset, "", -1) for partition, offset in reached.items()}
        try:
            self._kafka.commit(offsets, timeout_ms=COMMIT_MS)
        except (CommitFailedError, RebalanceInProgressError, KafkaTimeoutError) as error:
            log.info("commit_postponed", error=type(error).__name__)  # Some will come again, harmlessly.


def _lane(message: ConsumerRecord) -> str:
    return f"{message.topic}:{(message.key or b'').decode(errors='replace')}"
