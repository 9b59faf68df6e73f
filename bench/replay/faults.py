"""Kills, freezes and restarts processes of the stack while reports come in; the supervisor brings them back."""

import os
import signal
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import monotonic

import psutil
import structlog

from bench.replay.meanwhile import Meanwhile
from bench.replay.schedule import Blow, Harm
from deploy.local.stack import Stack

log = structlog.get_logger()


class Faults(Meanwhile):
    """One blow after the other, each at its time or as soon as the one before it is over."""

    def __init__(self, stack: Stack, blows: Sequence[Blow]) -> None:
        super().__init__()
        self._stack = stack
        self._blows = blows
        self.struck: list[Blow] = []

    def count(self) -> Mapping[str, int]:
        """How often each process was killed, frozen and restarted."""
        return Counter(f"{blow.harm.value} {blow.process}" for blow in self.struck)

    def _go_on(self) -> None:
        begun = monotonic()
        for blow in self._blows:
            if self._stop.wait(max(0.0, begun + blow.at - monotonic())):
                return
            log.info("struck", process=blow.process, harm=blow.harm.value, lasts=round(blow.lasts, 1))
            self._strike(blow)
            self.struck.append(blow)

    def _strike(self, blow: Blow) -> None:
        match blow.harm:
            case Harm.KILL:
                self._stack.kill(blow.process, signal.SIGKILL)
            case Harm.FREEZE:
                self._freeze(blow)
            case Harm.RESTART:
                self._stack.stop(blow.process)
                self._stack.start(blow.process)

    def _freeze(self, blow: Blow) -> None:
        """With all that it started: a web process has others that do the work."""
        first = psutil.Process(self._stack.kill(blow.process, signal.SIGSTOP))
        frozen = [first.pid, *(each.pid for each in first.children(recursive=True))]
        try:
            _tell(frozen, signal.SIGSTOP)
            self._stop.wait(blow.lasts)
        finally:
            _tell(frozen, signal.SIGCONT)


def _tell(processes: Sequence[int], number: signal.Signals) -> None:
    for each in processes:
        with suppress(ProcessLookupError):
            os.kill(each, number)
