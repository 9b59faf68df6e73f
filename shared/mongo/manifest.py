"""What a backup says of itself: whose it is, of which moment, what is in it, and how far others had been heard."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
NAME = "manifest.json"
_CHUNK = 1 << 20

Offsets = Mapping[str, Mapping[str, int]]
"""By topic and partition: the place of the next message."""


class BadBackup(Exception):
    """It must not be restored; says why in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One collection: a file of BSON documents, one after the other, compressed."""

    collection: str
    file: str
    documents: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """at: ISO 8601; all that was acknowledged before is in it. schema: of each kind, the form of its states.

    heard: what the service had done of each topic. told: where its own topics ended. Both from just before `at`.
    """

    service: str
    source: str
    at: str
    schemas: Mapping[str, int]
    heard: Offsets
    told: Offsets
    parts: Sequence[Part]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The last thing that a backup writes: without it there is none."""
    said = {"format": FORMAT, **asdict(manifest)}
    text = json.dumps({**said, "sha256": _sum_of(said)}, indent=1)
    unfinished = folder / f"{NAME}.unfinished"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.rename(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """Raises: BadBackup for one that is not whole, or of another version."""
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        stated = said.pop("sha256")
    except FileNotFoundError:
        raise BadBackup(f"There is no finished backup in {folder}.") from None
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        raise BadBackup(f"The manifest in {folder} is damaged.") from None
    if said.get("format") != FORMAT:
        raise BadBackup(f"This backup is of another version: format {said.get('format')}, where {FORMAT} is read here.")
    if stated != _sum_of(said):
        raise BadBackup(f"The manifest in {folder} is damaged.")
    del said["format"]
    return Manifest(**{**said, "parts": [Part(**each) for each in said["parts"]]})


def require_whole(folder: Path, manifest: Manifest) -> None:
    """Reads every file once. Raises: BadBackup."""
    for part in manifest.parts:
        file = folder / part.file
        if not file.is_file() or sum_of_file(file) != part.sha256:
            raise BadBackup(f"The file {part.file} of this backup is missing or damaged.")


def sum_of_file(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _sum_of(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
