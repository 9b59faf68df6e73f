"""Tries parked messages again until what they refer to is known."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from shared.errors import InvalidMessage, TryAgain, UnknownSubject
from shared.events.codec import from_wire
from shared.kafka.consumer import HandleEvent
from shared.mongo.parking import Parked, Parking
from shared.observability.metrics import PARKED, PARKED_AGE_SECONDS

EVERY_SECONDS = 0.5
LANES = 200

log = structlog.get_logger()


class Unparking:
    """Several processes may do this at once: handling twice is handling once. Blocks on the database."""

    def __init__(self, service: str, parking: Parking, handle: HandleEvent) -> None:
        self._service = service
        self._parking = parking
        self._handle = handle

    def run(self, *, stopping: Callable[[], bool], sleep: Callable[[float], object]) -> None:
        while not stopping():
            try:
                self.round()
                sleep(EVERY_SECONDS)
            except TryAgain as later:
                sleep(later.after_seconds)

    def round(self) -> None:
        """Go once through all lanes, each as far as it goes."""
        self._measure()
        for lane in self._parking.first_of_each_lane(LANES):
            for message in self._parking.lane(lane):
                if not self._goes(message):
                    break

    def _goes(self, message: Parked) -> bool:
        try:
            self._handle(from_wire(message.value), topic=message.topic)
        except UnknownSubject:
            return False
        except InvalidMessage as reason:
            log.error("parked_message_invalid", topic=message.topic, place=message.place, reason=str(reason))
            return False
        self._parking.release(message)
        return True

    def _measure(self) -> None:
        oldest = self._parking.oldest()
        PARKED.labels(self._service).set(self._parking.count())
        age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
        PARKED_AGE_SECONDS.labels(self._service).set(age)
