"""Watches from outside who says that they are ready, and how long each did not, while processes are struck."""

import time
from collections import defaultdict
from collections.abc import Mapping
from statistics import median
from threading import Event, Thread
from types import TracebackType
from typing import Self

from deploy.local.stack import Stack

LOOK_SECONDS = 0.2


class Watch:
    """Looks as long as it is entered; every process that is away for longer than a look has an outage."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._stop = Event()
        self._thread = Thread(target=self._look_on, daemon=True)
        self._away_since: dict[str, float] = {}
        self._outages: dict[str, list[float]] = defaultdict(list)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        for name, since in self._away_since.items():  # It never came back.
            self._outages[name].append(time.monotonic() - since)

    @property
    def outages(self) -> Mapping[str, Mapping[str, float]]:
        """By process: how many times it was away, and for how many seconds in the middle and at most."""
        return {
            name: {"times": len(each), "median_s": round(median(each), 1), "longest_s": round(max(each), 1)}
            for name, each in sorted(self._outages.items())
        }

    def _look_on(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            at = time.monotonic()
            for name, is_ready in self._stack.readiness().items():
                self._note(name, at, is_ready=is_ready)

    def _note(self, name: str, at: float, *, is_ready: bool) -> None:
        if not is_ready:
            self._away_since.setdefault(name, at)
        elif name in self._away_since:
            self._outages[name].append(at - self._away_since.pop(name))
