"""What it was measured on, and how much of it others were using meanwhile."""

import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

from bench.processes import machine_busy_seconds, our_cpu_seconds

PACKAGES = ("flask", "gunicorn", "marshmallow", "pymongo", "kafka-python", "crc32c", "lz4")
CPU_INFO = Path("/proc/cpuinfo")


@dataclass(slots=True, kw_only=True)
class Company:
    """How many processors' worth of work other people's programs did while we measured, on average."""

    others: float = 0.0


@contextmanager
def in_company() -> Iterator[Company]:
    """Measure what others use; to be read when it is over."""
    company = Company()
    began, busy, ours = time.monotonic(), machine_busy_seconds(), our_cpu_seconds()
    try:
        yield company
    finally:
        seconds = time.monotonic() - began
        company.others = max(0.0, (machine_busy_seconds() - busy) - (our_cpu_seconds() - ours)) / seconds


def machine() -> Mapping[str, str]:
    return {
        "processors": f"{os.cpu_count()} × {_model()}",
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def _model() -> str:
    names = (line.partition(":")[2].strip() for line in CPU_INFO.read_text().splitlines() if "model name" in line)
    return next(names, platform.machine())
