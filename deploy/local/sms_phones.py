"""The phones of a stack that sends its text messages nowhere: everything that was sent to them, and that they answered.

A message is on the disk, under its final name, before the sender hears that it was taken.
"""

import itertools
import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TO_PHONE, FROM_PHONE = "to_phone", "from_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text message. phone: the number at the other end. reference: the sender's own name for it."""

    id: str
    direction: str
    phone: str
    text: str
    reference: str = ""


class Phones:
    """Keeps messages as one file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, direction: str, phone: str, text: str, reference: str = "") -> Message:
        """Write one message durably."""
        name = f"{time.time_ns()}.P{os.getpid()}Q{next(self._numbers)}"
        message = Message(id=name, direction=direction, phone=phone, text=text, reference=reference)
        told = {"direction": direction, "phone": phone, "text": text, "reference": reference}
        draft = self._folder / f"{name}.draft"
        with draft.open("x", encoding="utf-8") as out:
            json.dump(told, out, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(self._folder / f"{name}.json")
        return message

    def all(self) -> Sequence[Message]:
        """Oldest first."""
        files = sorted(self._folder.glob("*.json"), key=lambda file: file.name)
        return [Message(id=file.stem, **_read(file)) for file in files]


def _read(file: Path) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told
