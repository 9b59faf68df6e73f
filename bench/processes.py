"""What the processes of a stack use: CPU seconds and memory, by program."""

from collections.abc import Mapping
from contextlib import suppress

import psutil

from deploy.local.stack import Stack

SUPERVISOR = "supervisor"


def cpu_seconds(stack: Stack) -> Mapping[str, float]:
    """User and system time of every program since it began, its children included, the dead ones too."""
    return {name: sum(map(_cpu, _members(name, pid))) for name, pid in _programs(stack).items()}


def cpu_of(*pids: int) -> float:
    """The same of these processes and their children together."""
    return sum(_cpu(each) for pid in pids for each in _family(pid))


def cpu_between(before: Mapping[str, float], after: Mapping[str, float]) -> Mapping[str, float]:
    """Seconds each program used meanwhile."""
    return {name: after[name] - before.get(name, 0.0) for name in after}


def pss_bytes(stack: Stack) -> Mapping[str, int]:
    """Memory of every program; what several processes share counts in equal parts (Linux's PSS)."""
    return {name: sum(_memory(each, "pss") for each in _members(name, pid)) for name, pid in _programs(stack).items()}


def rss_bytes(stack: Stack) -> int:
    """Memory of all programs; what several processes share counts in each of them."""
    return sum(_memory(each, "rss") for name, pid in _programs(stack).items() for each in _members(name, pid))


def machine_busy_seconds() -> float:
    """What all processors together have worked since the machine started, for whomever."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - times.guest - times.guest_nice)


def our_cpu_seconds() -> float:
    """What this process and all that it ever started has used, as far as it is alive or was waited for."""
    mine = psutil.Process()
    return sum(_cpu(each) for each in (mine, *mine.children(recursive=True)))


def _programs(stack: Stack) -> Mapping[str, int]:
    running = {name: int(info["pid"]) for name, info in stack.supervisor.processes().items() if info["pid"]}
    supervisor = stack.supervisor.pid()
    return {**running, **({SUPERVISOR: supervisor} if supervisor else {})}


def _members(name: str, pid: int) -> list[psutil.Process]:
    """Of the supervisor itself alone, for all the others are its children."""
    return [psutil.Process(pid)] if name == SUPERVISOR else _family(pid)


def _family(pid: int) -> list[psutil.Process]:
    """A program and its children."""
    with suppress(psutil.NoSuchProcess):
        head = psutil.Process(pid)
        return [head, *head.children(recursive=True)]
    return []


def _cpu(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system + times.children_user + times.children_system)
    return 0.0


def _memory(process: psutil.Process, kind: str) -> int:
    with suppress(psutil.NoSuchProcess):
        return int(getattr(process.memory_full_info(), kind))
    return 0
