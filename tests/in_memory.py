"""Where tests keep their files: in memory where there is room, for a busy disk may stand still for seconds."""

import os
import shutil
from pathlib import Path

import psutil

MEMORY = Path("/dev/shm")  # noqa: S108 -- in folders of our own
LEAST_BYTES = 4_000_000_000
NAME = "nabo-tests-"


def folder() -> Path | None:
    """A new one, named for this process; None where memory is scarce. What dead processes left is removed."""
    if not MEMORY.is_dir():
        return None
    for left in MEMORY.glob(f"{NAME}*"):
        owner = left.name.removeprefix(NAME)
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    has_room = min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) >= LEAST_BYTES
    return MEMORY / f"{NAME}{os.getpid()}" if has_room else None
