"""Lets go what has been kept for as long as the neighbourhood says: a loop of every worker, in small steps."""

from collections import Counter
from datetime import timedelta
from time import monotonic

import structlog

from shared.clock import Clock
from shared.errors import DomainError, NotFound, StaleVersion, TryAgain
from shared.observability.metrics import RETENTION_UNCONFIRMED
from shared.retention import Past, Retention, What, in_force, unconfirmed
from shared.worker import Stop

EVERY = timedelta(hours=1)
LOOK_SECONDS = 5.0
"""In the machine's time: so often it is asked whether an hour of the clock is over, and what is not yet confirmed."""

log = structlog.get_logger()


class Retaining:
    """Any number of processes may do this. Killed in the middle, the next one goes on with what is left."""

    def __init__(self, service: str, retention: Retention, *, clock: Clock) -> None:
        self._service = service
        self._kept = retention.kept
        self._shelves = retention.shelves
        self._confirmed = retention.confirmed
        self._clock = clock

    def run(self, stop: Stop) -> None:
        """Until told to stop."""
        next_at = self._clock.now()
        while not stop.is_told():
            try:
                self.measure()
                if self._clock.now() >= next_at:
                    next_at = self._clock.now() + EVERY
                    self.round(stop)
            except TryAgain as later:
                next_at = self._clock.now()
                stop.sleep(later.after_seconds)
            stop.sleep(LOOK_SECONDS)

    def measure(self) -> None:
        """How many periods do nothing yet because nobody confirmed them. Raises: TryAgain."""
        waiting = unconfirmed(self._kept, self._confirmed.periods())
        RETENTION_UNCONFIRMED.labels(self._service).set(len(waiting))

    def round(self, stop: Stop | None = None) -> Counter[str]:
        """Everything that is past its confirmed period now; returns how much went, by kind. Raises: TryAgain."""
        gone: Counter[str] = Counter()
        began, now = monotonic(), self._clock.now()
        for what, length in sorted(in_force(self._kept, self._confirmed.periods()).items()):
            for past in self._shelves.past(what, now - length):
                if stop is not None and stop.is_told():
                    return gone
                gone[str(what)] += self._one(what, past)
        if gone.total():
            log.info("kept_no_longer", gone=dict(gone), seconds=round(monotonic() - began, 1))
        return gone

    def _one(self, what: What, past: Past) -> bool:
        """One that cannot go holds up no other."""
        try:
            return self._shelves.let_go(what, past)
        except StaleVersion:
            return False
        except (DomainError, NotFound) as no:
            log.error("retention_refused", what=str(what), id=past.id, reason=str(no))  # noqa: TRY400 -- a reason code says it all.
            return False
