"""Lifts out of a mail what is long and written in base64, such as pictures: what is taken apart stays small."""

import re
import secrets
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

from services.notify.ports.replies import LARGEST_MAIL, LARGEST_WORDS, StrangeMail

SHORTEST_LIFTED = 9_000
"""Bytes: less than the smallest picture that is taken has."""

_RUN = re.compile(
    rb"(?:^[A-Za-z0-9+/]{40,998}+={0,2}\n)++(?:[A-Za-z0-9+/]{1,998}+={0,2}(?=\n|\Z))?+",
    re.MULTILINE,
)
"""Lines of base64, each letter looked at once. A line of fewer letters than 40 can only be the last one."""

_OTHER = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True, slots=True)
class Lifted:
    """mail: what is left, cut off where words end. runs: what was lifted, each of which has a mark in its place."""

    mail: bytes
    runs: Sequence[bytes]
    marks: re.Pattern[str]

    def has_some(self, text: str) -> bool:
        return self.marks.search(text) is not None

    def whole(self, text: str, most: int = LARGEST_MAIL) -> str:
        """With what was lifted back in its place, cut off where all that has so many bytes (words come first)."""
        left = [most]

        def back(found: re.Match[str]) -> str:
            run = self.runs[int(found[1])] if int(found[1]) < len(self.runs) else b""
            taken = run if len(run) <= left[0] else _cut_off(run, left[0])
            left[0] -= len(run)
            return taken.decode("ascii")

        return self.marks.sub(back, text)


def lift(plain: bytes) -> Lifted:
    """plain: with plain lines. Raises: StrangeMail."""
    if len(plain) > LARGEST_MAIL:
        raise StrangeMail("large")
    name, runs = secrets.token_hex(16), list[bytes]()

    def mark(found: re.Match[bytes]) -> bytes:
        if len(found[0]) < SHORTEST_LIFTED:
            return found[0]
        runs.append(found[0].rstrip(b"\n"))
        return f"{name}-{len(runs) - 1}".encode() + (b"\n" if found[0].endswith(b"\n") else b"")

    left = _RUN.sub(mark, plain)
    return Lifted(left[:LARGEST_WORDS], runs, re.compile(rf"{name}-(\d{{1,6}})"))


def _cut_off(run: bytes, most: int) -> bytes:
    """Where a line ends, and four letters, so that what is left can be read."""
    kept = run[: max(most, 0)].rpartition(b"\n")[0]
    return kept[: len(kept) - (len(kept) - kept.count(b"\n")) % 4]


def decoded(text: str) -> bytes:
    """What base64 stands for, up to where it was cut off."""
    letters = _OTHER.sub(b"", text.encode("ascii", "ignore"))
    if len(letters) % 4 == 1:  # One letter alone stands for nothing.
        letters = letters[:-1]
    return b64decode(letters + b"=" * (-len(letters) % 4))
