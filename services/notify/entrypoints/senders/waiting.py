"""Measures what waits and what nobody knows, apart from the senders: whoever hangs tells nobody that they do."""

from dataclasses import dataclass
from datetime import datetime

from services.notify.bootstrap import Notify
from shared.errors import TryAgain
from shared.observability.metrics import UNKNOWN_DELIVERIES, WAITING_DELIVERIES_SECONDS
from shared.worker import Stop

EVERY_SECONDS = 5.0


@dataclass(slots=True)
class WaitingLoop:
    """since: when the message was due that was due first, as far as was last seen."""

    notify: Notify
    since: datetime | None = None

    def __call__(self, stop: Stop) -> None:
        """Until told to stop. While the database is away nothing goes out, so that what waited still waits."""
        while not stop.is_told():
            try:
                self._look()
            except TryAgain:
                self._tell(self.notify.clock.now())
            stop.sleep(EVERY_SECONDS)

    def _look(self) -> None:
        now = self.notify.clock.now()
        self.since = self.notify.deliveries.due_since(at=now)
        self._tell(now)
        UNKNOWN_DELIVERIES.set(self.notify.deliveries.count_unknown())

    def _tell(self, now: datetime) -> None:
        WAITING_DELIVERIES_SECONDS.set((now - (self.since or now)).total_seconds())
