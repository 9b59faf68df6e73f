"""Timers are data: an aggregate says when it is due, and somebody asks it what then follows."""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import Protocol

import structlog

from shared.clock import Clock
from shared.errors import DomainError, NotFound, StaleVersion, TryAgain
from shared.observability.metrics import TIMER_LATE_SECONDS

BATCH = 100
EVERY_SECONDS = 0.25
MEASURE_SECONDS = 1.0
REFUSED_SECONDS = 60.0

log = structlog.get_logger()


class DueAggregates(Protocol):
    """The aggregates of one kind, as timers see them."""

    name: str

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        """Ids of those of which a timer is due, the longest overdue first. Raises: TryAgain."""

    def oldest(self, name: str) -> datetime | None:
        """The smallest `next_due_at`. Raises: TryAgain."""


class Timers:
    """Any number of processes may do this.

    The handler removes the timer in its own guarded write, and a loser gets StaleVersion. One that the domain refuses
    is a mistake of ours: it is tried again once a minute and holds up no other.
    """

    def __init__(self, service: str, aggregates: DueAggregates, handle: Callable[[str], None], *, clock: Clock) -> None:
        """handle: does what is due of the aggregate with this id; calling it too early or twice does nothing."""
        self._service = service
        self._aggregates = aggregates
        self._handle = handle
        self._clock = clock
        self._refused: dict[str, float] = {}
        self._measured_at = 0.0

    def run(self, *, stopping: Callable[[], bool], sleep: Callable[[float], object]) -> None:
        """Until told to stop."""
        while not stopping():
            try:
                if self.round() < BATCH:
                    sleep(EVERY_SECONDS)
            except TryAgain as later:
                sleep(later.after_seconds)

    def round(self) -> int:
        """Handle a batch of what is due; returns how many there were."""
        self._measure()
        self._refused = {name: until for name, until in self._refused.items() if until > monotonic()}
        found = self._aggregates.due(self._clock.now(), BATCH + len(self._refused))
        due = [each for each in found if each not in self._refused][:BATCH]
        for each in due:
            self._one(each)
        return len(due)

    def _one(self, aggregate_id: str) -> None:
        try:
            self._handle(aggregate_id)
        except StaleVersion:
            pass  # Somebody else was faster; what is still due comes again.
        except (DomainError, NotFound) as no:
            self._refused[aggregate_id] = monotonic() + REFUSED_SECONDS
            log.error("timer_refused", aggregate=self._aggregates.name, id=aggregate_id, reason=str(no))  # noqa: TRY400 -- a reason code says it all.

    def _measure(self) -> None:
        if monotonic() < self._measured_at + MEASURE_SECONDS:
            return
        self._measured_at = monotonic()
        oldest = self._aggregates.oldest("next_due_at")
        late = max(0.0, (self._clock.now() - oldest).total_seconds()) if oldest else 0.0
        TIMER_LATE_SECONDS.labels(self._service, self._aggregates.name).set(late)
