"""Remembers from what a folder was made, so that nothing is made twice."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = ".made-from"


def mark_of(files: Iterable[Path]) -> str:
    """A fingerprint of these files' names and contents."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def is_made_from(folder: Path, mark: str) -> bool:
    """Whether the folder was finished from just these sources."""
    stamp = folder / NAME
    return stamp.exists() and stamp.read_text() == mark


def stamp(folder: Path, mark: str) -> None:
    """To be written last."""
    (folder / NAME).write_text(mark)
