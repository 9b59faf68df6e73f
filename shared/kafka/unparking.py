"""Tries parked messages again until what they refer to is known."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from kafka.errors import KafkaError

from shared.errors import InvalidMessage, TryAgain, UnknownSubject
from shared.events.codec import from_wire
from shared.kafka.consumer import HandleEvent
from shared.kafka.dead_letters import DeadLetters, Letter
from shared.observability.metrics import PARKED, PARKED_AGE_SECONDS
from shared.parking import Parked, ParkedMessages

EVERY_SECONDS = 0.5
AFTER_FAILURE_SECONDS = 1.0
LANES = 200
FROM_ONE_LANE = 200

log = structlog.get_logger()


class Unparking:
    """Several processes may do this at once: handling twice is handling once. Blocks on the database."""

    def __init__(
        self, service: str, parking: ParkedMessages, handle: HandleEvent, *, dead_letters: DeadLetters
    ) -> None:
        self._service = service
        self._parking = parking
        self._handle = handle
        self._dead_letters = dead_letters
        self._last_lane = ""

    def run(self, *, stopping: Callable[[], bool], sleep: Callable[[float], object]) -> None:
        """Until told to stop."""
        while not stopping():
            try:
                if not self.round():
                    sleep(EVERY_SECONDS)
            except TryAgain as later:
                sleep(later.after_seconds)
            except KafkaError as error:
                log.warning("unparking_failed", error=type(error).__name__)
                sleep(AFTER_FAILURE_SECONDS)

    def round(self) -> int:
        """Go through the next lanes, each as far as it goes; returns how many messages went.

        Lanes take turns by name, so that many that stand still do not hide one that could go.
        """
        if not self._measure():
            return 0
        lanes = self._parking.lanes(after=self._last_lane, limit=LANES)
        self._last_lane = lanes[-1] if len(lanes) == LANES else ""
        return sum(self._go_through(lane) for lane in lanes)

    def _go_through(self, lane: str) -> int:
        went = 0
        for message in self._parking.lane(lane, FROM_ONE_LANE):
            if not self._goes(message):
                break
            self._parking.release(message)
            went += 1
        return went

    def _goes(self, message: Parked) -> bool:
        try:
            self._handle(from_wire(message.value), topic=message.topic)
        except UnknownSubject:
            return False
        except InvalidMessage as reason:
            self._dead_letters.set_aside(_letter(message), str(reason))
        return True

    def _measure(self) -> bool:
        """Says whether anybody waits."""
        oldest = self._parking.oldest()
        PARKED.labels(self._service).set(self._parking.count() if oldest else 0)
        age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
        PARKED_AGE_SECONDS.labels(self._service).set(age)
        return oldest is not None


def _letter(message: Parked) -> Letter:
    key = message.lane.removeprefix(f"{message.topic}:").encode()
    partition, offset = map(int, message.place.split(":"))
    return Letter(
        topic=message.topic, origin=f"{message.topic}:{partition}:{offset}", key=key, value=message.value, headers=()
    )
