"""Kills processes of the stack while reports come in; the supervisor brings them back."""

import signal
from collections.abc import Sequence
from threading import Event, Thread
from types import TracebackType
from typing import Self

import structlog

from deploy.local.stack import Stack

log = structlog.get_logger()


class Killer:
    """Spreads the kills evenly over the time in which reports are sent."""

    def __init__(self, stack: Stack, victims: Sequence[str], *, over_seconds: float) -> None:
        self._stack = stack
        self._victims = victims
        self._pause = over_seconds / (len(victims) + 1)
        self._stop = Event()
        self._thread = Thread(target=self._kill_all, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _kill_all(self) -> None:
        for victim in self._victims:
            if self._stop.wait(self._pause):
                return
            log.info("killed", process=victim)
            self._stack.kill(victim, signal.SIGKILL)
