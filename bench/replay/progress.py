"""A progress line while the replay runs."""

import sys
from threading import Event, Thread
from types import TracebackType
from typing import Self

from bench.replay.street import Street

EVERY_SECONDS = 1.0
WIDTH = 30


class Progress:
    """One line, redrawn on a terminal, written every ten seconds elsewhere."""

    def __init__(self, street: Street, total: int) -> None:
        self._street = street
        self._total = total
        self._stop = Event()
        self._every = EVERY_SECONDS if sys.stderr.isatty() else 10 * EVERY_SECONDS
        self._thread = Thread(target=self._draw, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _draw(self) -> None:
        while not self._stop.wait(self._every):
            sent, ended = len(self._street.sent), self._street.ended
            bar = "#" * (WIDTH * sent // self._total) + "." * (WIDTH - WIDTH * sent // self._total)
            end = "\r" if sys.stderr.isatty() else "\n"
            print(f"[{bar}] sent {sent}/{self._total}, ended {ended}", end=end, file=sys.stderr, flush=True)
