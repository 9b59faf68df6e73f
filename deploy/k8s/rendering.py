"""Knows whether what is written out was built from these very sources."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent
RENDERED = FOLDER / "rendered"
_SOURCES = ("base", "service", "stores", "overlays")


def overlays() -> list[Path]:
    """Every folder that can be applied."""
    return sorted(file.parent for file in (FOLDER / "overlays").glob("*/kustomization.yaml"))


def written(overlay: Path) -> Path:
    """Where it stands written out."""
    return RENDERED / f"{overlay.name}.yaml"


def first_line() -> str:
    """What a written file begins with: the hash of all sources."""
    found = hashlib.sha256()
    for folder in _SOURCES:
        for file in sorted((FOLDER / folder).rglob("*.*")):
            found.update(f"{file.relative_to(FOLDER)}\0".encode() + file.read_bytes() + b"\0")
    return f"# Built by `make kubernetes` from sources with the hash {found.hexdigest()}; change those, not this.\n"
