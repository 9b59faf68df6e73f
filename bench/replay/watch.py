"""Watches from outside who says that they are ready, and how long each did not, while processes are struck."""

import time
from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from bench.replay.meanwhile import Meanwhile
from deploy.local.stack import Stack

LOOK_SECONDS = 0.2
QUIET_LOOK_SECONDS = 2.0
"""Where nobody strikes, and no outage is to be measured: each look asks nine processes."""


class Watch(Meanwhile):
    """Looks as long as it is entered; every process that is away for longer than a look has an outage."""

    def __init__(self, stack: Stack, *, closely: bool = True) -> None:
        """closely: where outages are to be expected, and their lengths count."""
        super().__init__()
        self._stack = stack
        self._every = LOOK_SECONDS if closely else QUIET_LOOK_SECONDS
        self._away_since: dict[str, float] = {}
        self._outages: dict[str, list[float]] = defaultdict(list)

    @property
    def outages(self) -> Mapping[str, Mapping[str, float]]:
        """By process: how many times it was away, and for how many seconds in the middle and at most."""
        return {
            name: {"times": len(each), "median_s": round(median(each), 1), "longest_s": round(max(each), 1)}
            for name, each in sorted(self._outages.items())
        }

    def _go_on(self) -> None:
        while not self._stop.wait(self._every):
            at = time.monotonic()
            for name, is_ready in self._stack.readiness().items():
                self._note(name, at, is_ready=is_ready)
        for name, since in self._away_since.items():  # It never came back.
            self._outages[name].append(time.monotonic() - since)

    def _note(self, name: str, at: float, *, is_ready: bool) -> None:
        if not is_ready:
            self._away_since.setdefault(name, at)
        elif name in self._away_since:
            self._outages[name].append(at - self._away_since.pop(name))
