"""A service's worker process: its loops in threads of one process, which ends as a whole when one of them fails."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from types import FrameType

import structlog

from shared.errors import BadSettings, TryAgain

log = structlog.get_logger()

GRACE_SECONDS = 6.0
LISTEN_SECONDS = 0.2
SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT})


class Stop:
    """Told once, heard by every loop."""

    def __init__(self) -> None:
        self._told = Event()
        self.failed = False

    def now(self) -> None:
        """Tell everybody."""
        self._told.set()

    def is_told(self) -> bool:
        return self._told.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait so long, or until told to stop."""
        self._told.wait(seconds)

    def wait(self) -> None:
        """Wait until told to stop."""
        self._told.wait()


Loop = Callable[[Stop], None]
"""Runs until told to stop; one that ends earlier has failed."""


def in_rounds(work: Callable[[], object], stop: Stop, *, every_seconds: float) -> None:
    """Work again and again until told to stop; where a store is away, rest as long as it asks besides."""
    while not stop.is_told():
        try:
            work()
        except TryAgain as later:
            stop.sleep(later.after_seconds)
        stop.sleep(every_seconds)


def run(loops: Mapping[str, Loop], stop: Stop | None = None) -> int:
    """Run all loops until SIGTERM or SIGINT, or until one fails; called by the main thread of a process.

    Returns: the exit status, 1 after a failure, else 0. A loop that does not hear within GRACE_SECONDS ends the process
    here: it hangs in a library that would keep the interpreter from ending, and everything here bears being killed.
    """
    stop = stop or Stop()
    threads = [Thread(target=_guarded, args=(name, loop, stop), name=name, daemon=True) for name, loop in loops.items()]
    with _told_to_end() as is_told_to_end:
        for thread in threads:
            thread.start()
        while not (stop.is_told() or is_told_to_end()):
            stop.sleep(LISTEN_SECONDS)
        stop.now()
        _join(threads)
    deaf = [thread.name for thread in threads if thread.is_alive()]
    log.info("worker_stopped", failed=stop.failed, deaf=deaf)
    if deaf:
        sys.stderr.flush()
        os._exit(int(stop.failed))
    return int(stop.failed)


@contextmanager
def _told_to_end() -> Iterator[Callable[[], bool]]:
    """Gives whether a signal came. Its handler only notes it: one that took the lock of `Stop` could hang itself.

    To block the signals would not do: drivers start threads before us, and any of them may be handed a signal.
    """
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in SIGNALS}
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _join(threads: list[Thread]) -> None:
    deadline = monotonic() + GRACE_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - monotonic()))


def _guarded(name: str, loop: Loop, stop: Stop) -> None:
    try:
        loop(stop)
    except BadSettings as wrong:
        log.error("cannot_start", loop=name, mistakes=wrong.mistakes)  # noqa: TRY400 -- the lines say it all
        stop.failed = True
    except Exception:
        log.exception("loop_failed", loop=name)
        stop.failed = True
    else:
        if not stop.is_told():
            log.error("loop_ended", loop=name)
            stop.failed = True
    stop.now()
