"""Counts what people did and what they met; safe for threads."""

from collections import Counter
from threading import Lock


class Tally:
    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, what: str) -> None:
        with self._lock:
            self._counts[what] += 1

    def all(self) -> dict[str, int]:
        with self._lock:
            return dict(sorted(self._counts.items()))
