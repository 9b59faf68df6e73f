"""Hands each message of its topics on: at least once, in order per key, never past a failure it cannot set aside."""

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Event, Lock
from typing import Protocol

import structlog
from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import CommitFailedError, KafkaTimeoutError, RebalanceInProgressError
from kafka.structs import OffsetAndMetadata, TopicPartition

from shared.errors import InvalidMessage, TryAgain, UnknownSubject
from shared.events.codec import from_wire
from shared.events.event import Received
from shared.kafka.batch import Batch, Lane, Polled, Went, lane_of
from shared.kafka.busy_lanes import BusyLanes, generation_of
from shared.kafka.dead_letters import DeadLetters, letter_of
from shared.parking import Parked, ParkedMessages

BATCH = 100
HANDS = 6
"""Lanes that are gone through at the same time: most of the time a handler waits for the database."""

TRIES = 3
A_MOMENT_SECONDS = 0.1
"""As long as it takes until two who wrote to the same document at once have both read it anew."""

LATELY = 200
MOST_INVALID = 0.1
POLL_MS = 200
COMMIT_MS = 5_000
LEAVE_MS = 1_000
LONGEST_PAUSE_SECONDS = 2.0  # The group waits for its slowest member when partitions change hands.

log = structlog.get_logger()


class HandleEvent(Protocol):
    """Where events go. Called by several threads, but never by two with the same key of one topic."""

    def __call__(self, event: Received, *, topic: str) -> None:
        """Raises: TryAgain, UnknownSubject, InvalidMessage."""


class DeadLetterLimit(Exception):
    """Too many invalid messages lately: more likely our fault than theirs."""


class Consumer:
    """One member of a group. One thread polls, waits until the batch is gone through, and commits.

    So partitions change hands only between batches. A batch must take less than max_poll_interval_ms, which handlers
    with bounded waits do a hundred times over.
    """

    def __init__(
        self,
        kafka: KafkaConsumer,
        handle: HandleEvent,
        *,
        parking: ParkedMessages,
        dead_letters: DeadLetters,
        sleep: Callable[[float], object],
        hands: int = HANDS,
    ) -> None:
        """sleep: waits so many seconds, or less when the process must stop. hands: threads."""
        self._kafka = kafka
        self._handle = handle
        self._parking = parking
        self._dead_letters = dead_letters
        self._sleep = sleep
        self._hands = ThreadPoolExecutor(hands, thread_name_prefix="lane")
        self._lately: deque[bool] = deque([True] * LATELY, maxlen=LATELY)
        self._counting, self._writing = Lock(), Lock()
        self._batch = Batch()
        self._busy = BusyLanes(parking, generation=partial(generation_of, kafka))

    def run(self, *, stopping: Callable[[], bool]) -> None:
        """Until told to stop; leaves the group at once, so that others take over in a heartbeat.

        Raises: DeadLetterLimit, KafkaError, and whatever a bug in a handler raises; nothing is committed past it.
        """
        try:
            while not stopping():
                self._work(self._kafka.poll(timeout_ms=POLL_MS, max_records=BATCH), stopping)
        finally:
            self._hands.shutdown()
            self._kafka.close(timeout_ms=LEAVE_MS)

    def _work(self, polled: Polled, stopping: Callable[[], bool]) -> None:
        """Go through each lane as far as it goes; what must wait is read again."""
        if not polled:
            return
        went = self._go_through(self._batch.begin(polled), stopping)
        reached, again = self._batch.end(went)
        for partition, offset in again.items():
            self._kafka.seek(partition, offset)
        self._commit(reached)
        if error := next((lane.error for lane in went if lane.error is not None), None):
            raise error
        if self._is_poisoned():
            raise DeadLetterLimit(next(iter(polled)).topic)
        self._sleep(min(max((lane.pause for lane in went), default=0.0), LONGEST_PAUSE_SECONDS))

    def _go_through(self, lanes: Mapping[Lane, Sequence[ConsumerRecord]], stopping: Callable[[], bool]) -> list[Went]:
        try:
            busy = self._busy.among(set(lanes))
        except TryAgain as later:
            return [Went(pause=later.after_seconds)]
        halted = Event()
        go = partial(self._go, busy=busy, halted=halted, stopping=lambda: stopping() or halted.is_set())
        return list(self._hands.map(go, lanes.values()) if len(lanes) > 1 else map(go, lanes.values()))

    def _go(
        self, lane: Sequence[ConsumerRecord], *, busy: Collection[Lane], halted: Event, stopping: Callable[[], bool]
    ) -> Went:
        """Through one lane. What must not go on ends it, and the others where they are: all would wait for the same."""
        went, waits = Went(), lane_of(lane[0]) in busy
        try:
            for message in lane:
                if stopping() or self._is_poisoned():
                    break
                waits = self._take_patiently(message, waits=waits)
                went.done.append(message)
        except TryAgain as later:
            went.pause = later.after_seconds
            if later.after_seconds > A_MOMENT_SECONDS:
                halted.set()
        except Exception as error:  # noqa: BLE001 -- raised by whoever waits for all lanes
            went.error = error
            halted.set()
        return went

    def _take_patiently(self, message: ConsumerRecord, *, waits: bool) -> bool:
        """What will go in a moment holds up its own lane alone."""
        for _ in range(TRIES - 1):
            try:
                return self._take(message, waits=waits)
            except TryAgain as later:
                if later.after_seconds > A_MOMENT_SECONDS:
                    raise
                self._sleep(later.after_seconds)
        return self._take(message, waits=waits)

    def _take(self, message: ConsumerRecord, *, waits: bool) -> bool:
        """waits: whether one before it is parked. Returns whether those behind it must wait, too."""
        try:
            event = from_wire(message.value or b"")
            if waits or not self._is_handled(event, message.topic):
                self._park(message)
                waits = True
        except InvalidMessage as reason:
            self._set_aside(message, str(reason))
        else:
            with self._counting:
                self._lately.append(True)
        return waits

    def _is_handled(self, event: Received, topic: str) -> bool:
        try:
            self._handle(event, topic=topic)
        except UnknownSubject:
            return False
        return True

    def _park(self, message: ConsumerRecord) -> None:
        lane, place, now = lane_of(message), f"{message.partition:06d}:{message.offset:020d}", datetime.now(UTC)
        self._busy.parks(lane)
        self._parking.park(Parked(lane=lane, place=place, topic=message.topic, value=message.value, parked_at=now))
        log.info("message_parked", topic=message.topic, place=place)

    def _set_aside(self, message: ConsumerRecord, reason: str) -> None:
        with self._writing:
            self._dead_letters.set_aside(letter_of(message), reason)
        with self._counting:
            self._lately.append(False)

    def _is_poisoned(self) -> bool:
        with self._counting:
            return self._lately.count(False) > MOST_INVALID * LATELY

    def _commit(self, reached: Mapping[TopicPartition, int]) -> None:
        if not reached:
            return
        offsets = {partition: OffsetAndMetadata(offset, "", -1) for partition, offset in reached.items()}
        try:
            self._kafka.commit(offsets, timeout_ms=COMMIT_MS)
        except (CommitFailedError, RebalanceInProgressError, KafkaTimeoutError) as error:
            log.info("commit_postponed", error=type(error).__name__)  # Some will come again, harmlessly.
