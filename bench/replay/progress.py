"""A progress line while the replay runs."""

import sys

from bench.replay.meanwhile import Meanwhile
from bench.replay.street import Street

EVERY_SECONDS = 1.0
WIDTH = 30


class Progress(Meanwhile):
    """One line, redrawn on a terminal, written every ten seconds elsewhere."""

    def __init__(self, street: Street, total: int) -> None:
        super().__init__()
        self._street = street
        self._total = total
        self._every = EVERY_SECONDS if sys.stderr.isatty() else 10 * EVERY_SECONDS

    def _go_on(self) -> None:
        while not self._stop.wait(self._every):
            sent, ended = len(self._street.sent), self._street.ended
            bar = "#" * (WIDTH * sent // self._total) + "." * (WIDTH - WIDTH * sent // self._total)
            end = "\r" if sys.stderr.isatty() else "\n"
            print(f"[{bar}] sent {sent}/{self._total}, ended {ended}", end=end, file=sys.stderr, flush=True)
