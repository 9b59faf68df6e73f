"""Whose turn it is: people act at their own pace, and while all of them only wait the clock runs ever faster."""

import time
from collections.abc import Callable
from threading import Condition

SLOW, FAST, FASTEST = 1.0, 300.0, 36_000.0
PASSING_SECONDS = 2.0
LOOK_SECONDS = 0.05
THINK_SECONDS = 4.0
SETTLED_SECONDS = 5.0


class Shift:
    """When desks are looked at, and whether the last look through every window found nothing to do.

    Nobody looks while the clock runs fast: a code or a session would be too old before it is used.
    """

    def __init__(self, windows: int) -> None:
        self._windows = windows
        self._change = Condition()
        self._is_on = True
        self._is_over = False
        self._in_a_hurry = False
        self._idle: set[str] = set()

    def begin(self) -> None:
        """From now on desks are looked at, and none of them counts as empty."""
        with self._change:
            self._is_on = True
            self._idle.clear()
            self._change.notify_all()

    def pause(self) -> None:
        with self._change:
            self._is_on = False

    def hurry(self) -> None:
        """From now on nobody thinks before they act, so that a day's work is done in minutes."""
        with self._change:
            self._in_a_hurry = True
            self._change.notify_all()

    def think(self) -> None:
        """As long as a person would, between one case and the next."""
        with self._change:
            self._change.wait_for(lambda: self._in_a_hurry or self._is_over, timeout=THINK_SECONDS)

    def end(self) -> None:
        with self._change:
            self._is_over = True
            self._change.notify_all()

    def is_on(self) -> bool:
        """Wait until it is; false when all is over."""
        with self._change:
            self._change.wait_for(lambda: self._is_on or self._is_over)
            return not self._is_over

    def looked(self, window: str, *, found: bool) -> None:
        """Whether the last look through this window found anything to do."""
        with self._change:
            (self._idle.discard if found else self._idle.add)(window)

    def rest(self, seconds: float) -> None:
        """For so long, or until it begins anew or ends."""
        with self._change:
            if not self._is_over:
                self._change.wait(seconds)

    @property
    def is_idle(self) -> bool:
        with self._change:
            return len(self._idle) == self._windows


class Pace:
    """The clock's. steer: sets how many seconds pass on it in one."""

    def __init__(self, steer: Callable[[float], None], sleep: Callable[[float], object]) -> None:
        self._steer = steer
        self._sleep = sleep
        self._scale = FAST

    def pass_time(self, somebody_acts: Callable[[], bool]) -> None:
        """Until somebody acts, but not for long; twice as fast the next time if nobody did."""
        self._steer(self._scale)
        ends = time.monotonic() + PASSING_SECONDS
        while time.monotonic() < ends and not somebody_acts():
            self._sleep(LOOK_SECONDS)
        self._steer(SLOW)
        self._scale = FAST if somebody_acts() else min(FASTEST, self._scale * 2)


class Patience:
    """Runs out when nothing has changed for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: tuple[int, ...] = ()
        self._ends = 0.0

    def is_left(self, *seen: int) -> bool:
        """Look at what should change."""
        now = time.monotonic()
        if seen != self._seen:
            self._seen, self._ends = seen, now + self._seconds
        return now < self._ends


def settled(count: Callable[[], int], sleep: Callable[[float], object], patience_seconds: float) -> None:
    """Wait until nothing more is counted for a while, but no longer than patience lasts."""
    ends, seen, since = time.monotonic() + patience_seconds, count(), time.monotonic()
    while time.monotonic() < min(ends, since + SETTLED_SECONDS):
        sleep(LOOK_SECONDS)
        if count() != seen:
            seen, since = count(), time.monotonic()
