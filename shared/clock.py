"""The only place that knows what time it is."""

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the time of day; measuring how long something takes is `time.monotonic`'s business."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StoppedClock:
    """A clock for tests: it moves only when told to."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._at += by


@dataclass(frozen=True, slots=True)
class Steering:
    """What a steered clock shows: `shown` at the real instant `real` (Unix seconds), then `scale` times as fast."""

    real: float
    shown: float
    scale: float

    def at(self, real: float) -> float:
        return self.shown + (real - self.real) * self.scale


class SteeredClock:
    """A clock that several processes share through a file, so that tests and demos may move it and run it faster.

    The file holds one JSON object with the fields of `Steering`; whoever steers replaces it whole (write and rename).
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp = (0, 0)
        self._steering = Steering(real=0.0, shown=0.0, scale=1.0)

    def now(self) -> datetime:
        self._look()
        return datetime.fromtimestamp(self._steering.at(time.time()), UTC)

    def _look(self) -> None:
        found = self._file.stat()
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp != self._stamp:
            self._steering = Steering(**json.loads(self._file.read_text()))
            self._stamp = stamp


def steer(file: Path, steering: Steering) -> None:
    """Make every clock that reads `file` show this from now on."""
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(json.dumps({"real": steering.real, "shown": steering.shown, "scale": steering.scale}))
    fresh.replace(file)
