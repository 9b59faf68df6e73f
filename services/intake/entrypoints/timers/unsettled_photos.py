"""Looks every few minutes for photos that were kept for a report and never came to stand in it."""

from collections.abc import Callable

import structlog

from shared.worker import Stop, in_rounds

EVERY_SECONDS = 300.0

log = structlog.get_logger()


class UnsettledPhotos:
    """A loop of intake's worker. Any number of processes may do this."""

    def __init__(self, sweep: Callable[[], int]) -> None:
        self._sweep = sweep

    def run(self, stop: Stop) -> None:
        """Until told to stop."""
        in_rounds(self.round, stop, every_seconds=EVERY_SECONDS)

    def round(self) -> int:
        """How many went. Raises: TryAgain."""
        gone = self._sweep()
        if gone:
            log.info("photos_swept", gone=gone)
        return gone
