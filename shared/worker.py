"""A service's worker process: its loops in threads of one process, which ends as a whole when one of them fails."""

import signal
from collections.abc import Callable, Mapping
from threading import Event, Thread

import structlog

log = structlog.get_logger()

GRACE_SECONDS = 8.0


class Stop:
    """Told once, heard by every loop."""

    def __init__(self) -> None:
        self._told = Event()
        self.failed = False

    def now(self) -> None:
        self._told.set()

    def is_told(self) -> bool:
        return self._told.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait so long, or until told to stop."""
        self._told.wait(seconds)


Loop = Callable[[Stop], None]


def run(loops: Mapping[str, Loop], stop: Stop | None = None) -> int:
    """Run all loops until SIGTERM or SIGINT, or until one fails. Returns the exit status: 1 after a failure, else 0."""
    stop = stop or Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.now())
    threads = [Thread(target=_guarded, args=(name, loop, stop), name=name, daemon=True) for name, loop in loops.items()]
    for thread in threads:
        thread.start()
    while not stop.is_told():
        stop.sleep(3600)
    for thread in threads:
        thread.join(GRACE_SECONDS)
    log.info("worker_stopped", failed=stop.failed)
    return int(stop.failed)


def _guarded(name: str, loop: Loop, stop: Stop) -> None:
    try:
        loop(stop)
    except Exception:
        log.exception("loop_failed", loop=name)
        stop.failed = True
        stop.now()
