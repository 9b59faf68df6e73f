"""Tells the person at the terminal what set-up is doing, and writes down what is done so that it is done once.

Standard library only: it runs before anything is installed.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to install. `work` gets a function that shows how far it is and returns what to say when it is done.

    `stamp` is the file that remembers `key`, the fingerprint of what `work` was made from; `makes` must exist too, and
    be whole where `is_whole` can tell.
    """

    title: str
    key: str
    stamp: Path
    work: Callable[[Tell], str]
    makes: tuple[Path, ...] = ()
    is_whole: Callable[[], bool] | None = None

    @property
    def is_done(self) -> bool:
        same = self.stamp.is_file() and self.stamp.read_text() == self.key
        there = same and all(path.exists() for path in self.makes)
        return there and (self.is_whole is None or self.is_whole())

    def mark_done(self) -> None:
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(self.key)


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """One hash over the files' paths and contents; a missing file counts as empty."""
    digest = hashlib.sha256("\n".join(more).encode())
    for path in sorted(paths):
        digest.update(str(path).encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def carry_out(step: Step, *, number: int, of: int) -> None:
    """Do the step unless it is done already, with one line that grows on a terminal."""
    if step.is_done:
        return
    began = time.monotonic()
    line = _Line(f"[{number} of {of}] {step.title}")
    line.show("")
    said = step.work(line.show)
    step.mark_done()
    line.finish(f"{said} ({time.monotonic() - began:.0f} s)")


class _Line:
    """A line that is written again on a terminal, and once at each end elsewhere."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._live = sys.stdout.isatty()
        self._begun = False

    def show(self, detail: str) -> None:
        if self._live:
            print(f"\r\033[K{self._title} … {detail}"[:120], end="", flush=True)
        elif not self._begun:
            print(f"{self._title} …", flush=True)
        self._begun = True

    def finish(self, said: str) -> None:
        start = "\r\033[K" if self._live else ""
        print(f"{start}{self._title}: {said}", flush=True)
