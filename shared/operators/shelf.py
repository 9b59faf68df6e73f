"""Backups of one service beside each other, each in a folder named by its time: first a new one, then the oldest go."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from shared.operators.obstacle import Obstacle

_NAME = "%Y-%m-%dT%H%M%SZ"
_LIKE_IT = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")


def place_for(shelf: Path, service: str, now: datetime) -> Path:
    """Where the next one goes."""
    return shelf / f"{service}-{now.astimezone(UTC):{_NAME}}"


def clear(shelf: Path, service: str, *, older_than: datetime) -> list[Path]:
    """Throw away those of this service that are older, whole or not, and nothing else. Raises: Obstacle."""
    old = sorted(folder for folder, at in _those_of(shelf, service) if at < older_than)
    for folder in old:
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise Obstacle(f"The new backup is whole, but {folder} cannot be thrown away: {error.strerror}.") from error
    return old


def _those_of(shelf: Path, service: str) -> Iterator[tuple[Path, datetime]]:
    for folder in shelf.iterdir():
        said = folder.name.removeprefix(f"{service}-")
        if said != folder.name and _LIKE_IT.fullmatch(said) and folder.is_dir() and not folder.is_symlink():
            yield folder, datetime.strptime(said, _NAME).replace(tzinfo=UTC)
