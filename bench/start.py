"""Row: how long the whole stack takes to start when it was prepared before, and what memory it then has."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.effort import Effort
from bench.figures import Figure, at_most
from bench.machine import in_company
from bench.processes import pss_bytes, rss_bytes
from bench.summary import spread
from bench.wire import PACK
from deploy.local.layout import layout_under
from deploy.local.lifecycle import start, stopping
from deploy.local.plan import Plan
from deploy.local.ports import free_ports
from deploy.local.stack import Stack
from shared.events.topics import SERVICES

START_SECONDS, MEMORY_GB = 10.0, 1.3
GB = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Started:
    seconds: float
    pss: Mapping[str, int]
    rss: int


def measure(effort: Effort) -> list[Figure]:
    """The first start prepares the stores; the others find them prepared, and every file in the system's cache."""
    with in_company() as company, _plan() as plan:
        first, *warm = [_start(plan) for _ in range(effort.repeats + 1)]
    print(f"  others used {company.others:.2f} processors meanwhile")
    seconds = [each.seconds for each in warm]
    return [
        at_most(
            "whole stack, warm start",
            median(seconds),
            "s",
            limit=START_SECONDS,
            spread=spread(seconds),
            note=f"the first start, on fresh stores, took {first.seconds:.1f} s",
        ),
        _memory(warm[-1]),
    ]


def _memory(started: _Started) -> Figure:
    by_program = sorted(started.pss.items(), key=lambda each: -each[1])
    told = ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in by_program)
    return at_most(
        "resident memory when fresh",
        sum(started.pss.values()) / GB,
        "GB",
        limit=MEMORY_GB,
        note=f"shared pages counted once; {started.rss / GB:.2f} GB when counted in every process; {told}",
    )


def _start(plan: Plan) -> _Started:
    began = time.monotonic()
    with stopping(Stack(plan)) as stack:
        start(stack, lambda _: None, tethered=True)
        seconds = time.monotonic() - began
        return _Started(seconds=seconds, pss=pss_bytes(stack), rss=rss_bytes(stack))


@contextmanager
def _plan() -> Iterator[Plan]:
    """The stack of `make run`, but elsewhere."""
    with tempfile.TemporaryDirectory(prefix="nabo-bench-") as root, free_ports() as ports:
        yield Plan(layout=layout_under(Path(root)), ports=ports, pack=PACK, services=SERVICES)
