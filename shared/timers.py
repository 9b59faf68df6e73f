"""Timers are data: an aggregate says when it is due, and somebody asks it what then follows."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import structlog

from shared.clock import Clock
from shared.errors import DomainError, StaleVersion, TryAgain
from shared.observability.metrics import TIMER_LATE_SECONDS

BATCH = 100
EVERY_SECONDS = 0.25

log = structlog.get_logger()


class DueAggregates(Protocol):
    name: str

    def due(self, at: datetime, limit: int) -> Sequence[str]:
        """Ids of those of which a timer is due, the longest overdue first. Raises: TryAgain."""

    def oldest(self, name: str) -> datetime | None:
        """The smallest `next_due_at`. Raises: TryAgain."""


class Timers:
    """Any number of processes may do this: the handler removes the timer in its own guarded write, and a loser gets StaleVersion."""

    def __init__(self, service: str, aggregates: DueAggregates, handle: Callable[[str], None], *, clock: Clock) -> None:
        """handle: does what is due of the aggregate with this id; calling it too early or twice does nothing."""
        self._service = service
        self._aggregates = aggregates
        self._handle = handle
        self._clock = clock

    def run(self, *, stopping: Callable[[], bool], sleep: Callable[[float], object]) -> None:
        while not stopping():
            try:
                if self.round() < BATCH:
                    sleep(EVERY_SECONDS)
            except TryAgain as later:
                sleep(later.after_seconds)

    def round(self) -> int:
        """Handle a batch of what is due; returns how many there were."""
        self._measure()
        due = self._aggregates.due(self._clock.now(), BATCH)
        for each in due:
            self._one(each)
        return len(due)

    def _one(self, aggregate_id: str) -> None:
        try:
            self._handle(aggregate_id)
        except StaleVersion:
            pass  # Somebody else was faster; what is still due comes again.
        except DomainError as no:
            log.error("timer_refused", aggregate=self._aggregates.name, id=aggregate_id, reason=no.code)

    def _measure(self) -> None:
        oldest = self._aggregates.oldest("next_due_at")
        late = max(0.0, (self._clock.now() - oldest).total_seconds()) if oldest else 0.0
        TIMER_LATE_SECONDS.labels(self._service, self._aggregates.name).set(late)
