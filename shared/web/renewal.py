"""Web processes that are renewed without a gap: whoever is replaced goes on until somebody younger answers.

gunicorn starts the new ones and ends the old ones at the same time, and a new one may take many seconds on a busy
machine before it answers; whoever comes in between would wait at a closed door, and be turned away by the gateway.
"""

import mmap
import struct
from signal import SIGTERM
from time import monotonic
from types import FrameType

from gunicorn.workers.gthread import ThreadWorker

LONGEST_SECONDS = 60.0
"""Where the new ones never come, what was asked for is done all the same."""

_AGE = struct.Struct("q")
_OLD, _READY = 0, _AGE.size
"""Where each stands."""


class Board:
    """What the processes of one server tell each other, in memory they share: all are forked from who made it.

    An age is the number of a worker, counted by gunicorn from 1. Each field is written whole: no lock is needed.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 2 * _AGE.size)

    def renew(self, oldest: int) -> None:
        """All workers up to this age are to be replaced."""
        _AGE.pack_into(self._memory, _OLD, oldest)

    def ready(self, age: int) -> None:
        """This worker answers from now on. One that is late, and older than another that answers, says nothing new."""
        (youngest,) = _AGE.unpack_from(self._memory, _READY)
        _AGE.pack_into(self._memory, _READY, max(age, youngest))

    def is_missed(self, age: int) -> bool:
        """Whether this worker is to be replaced, and by nobody yet."""
        (old,), (ready,) = _AGE.unpack_from(self._memory, _OLD), _AGE.unpack_from(self._memory, _READY)
        return bool(age <= old and ready <= old)


BOARD = Board()
"""Imported by the first process, before it forks."""


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """A worker that ends when it is no longer missed."""

    told_at: float | None = None
    """When it was told to end, in seconds of the machine's own clock."""

    def run(self) -> None:
        """As gunicorn's; the application is made by now, and whoever is older may go."""
        BOARD.ready(self.age)
        super().run()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to end, perhaps more than once."""
        self.told_at = self.told_at or monotonic()
        if not self._is_missed(self.told_at):
            super().handle_exit(sig, frame)

    def notify(self) -> None:
        """Tell that it lives, as it does at least once a second."""
        super().notify()
        if self.told_at and not self._is_missed(self.told_at):
            super().handle_exit(SIGTERM, None)

    def _is_missed(self, told_at: float) -> bool:
        return BOARD.is_missed(self.age) and monotonic() - told_at < LONGEST_SECONDS
