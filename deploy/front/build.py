"""Builds the files for browsers, one builder at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.front.assemble import assemble
from deploy.front.layout import ASSETS, LOCK
from deploy.front.packages import install


def build(into: Path = ASSETS) -> int:
    """Install the locked packages and assemble the files.

    Returns: how many files were made, 0 where nothing changed since the last time.
    Raises: BuildFailed.
    """
    with _alone():
        install()
        return assemble(into)


@contextmanager
def _alone() -> Iterator[None]:
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
