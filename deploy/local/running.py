"""Which processes still run: the supervisor starts each program as the first of a group of its own."""

from pathlib import Path

_ENDED = frozenset("ZX")
"""States of those that are over and only wait for somebody to ask how they ended, as in proc(5)."""

_NOBODY = ("X", 0)


def runs(pid: int) -> bool:
    """Whether the process still does."""
    return _state_and_group(Path(f"/proc/{pid}/stat"))[0] not in _ENDED


def runs_in_group(group: int) -> bool:
    """Whether any process of this group, the id of its first, still does."""
    every = map(_state_and_group, Path("/proc").glob("[0-9]*/stat"))
    return any(found == group and state not in _ENDED for state, found in every)


def _state_and_group(file: Path) -> tuple[str, int]:
    """Of a process that may end while it is looked at. Its name stands in brackets, and may hold anything."""
    try:
        state, _parent, group, *_ = file.read_text(errors="replace").rpartition(")")[2].split()
    except (OSError, ValueError):
        return _NOBODY
    return state, int(group)
