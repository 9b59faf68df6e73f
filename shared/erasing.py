"""Works the ledger of erasures off: again and again, until nothing of anybody is left."""

from collections.abc import Callable

import structlog

from shared.erasure import Erasure, Work
from shared.errors import DomainError, NotFound, StaleVersion
from shared.worker import Stop, in_rounds

BATCH = 20
EVERY_SECONDS = 1.0

log = structlog.get_logger()

Forget = Callable[[Erasure], bool]
"""Forgets as much as can be forgotten now; says whether nothing is left. Doing it twice is doing it once."""


class Erasing:
    """Any number of processes may do this. One erasure that fails holds up no other."""

    def __init__(self, work: Work, forget: Forget) -> None:
        self._work = work
        self._forget = forget

    def run(self, stop: Stop) -> None:
        """Until told to stop."""
        in_rounds(self.round, stop, every_seconds=EVERY_SECONDS)

    def round(self) -> int:
        """One look at what is undone; returns how much of it is still to be done. Raises: TryAgain."""
        return sum(not self._one(each) for each in self._work.undone(BATCH))

    def _one(self, erasure: Erasure) -> bool:
        try:
            is_gone = self._forget(erasure)
        except StaleVersion:
            return False
        except (DomainError, NotFound) as no:
            log.error("erasure_refused", of=erasure.of, id=erasure.id, reason=str(no))  # noqa: TRY400 -- a reason code says it all.
            return False
        if is_gone:
            self._work.done(erasure)
        return is_gone
