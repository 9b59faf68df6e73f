"""Writes files that only their owner may read, each replaced whole so that nobody ever reads half of one."""

import os
from pathlib import Path


def write_private(file: Path, text: str) -> None:
    """Mode 600 from its first byte."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    fresh.replace(file)
