"""Has pictures made anew by Pillow, in a process of its own that can do nothing else."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic

import structlog

from services.intake.domain.photos import MOST_BYTES, Photo
from services.intake.domain.wrong import Wrong
from services.intake.ports import Made
from shared.errors import TryAgain

PROGRAM = Path(__file__).with_name("photo_encoding.py")
MOST_SECONDS = 5.0
AT_ONCE = 2
MOST_WAITING = 6
"""With so many more that wait the next is told at once to come again: threads are for whoever tells us something."""

_SAID = {10: Wrong.NOT_A_PICTURE, 11: Wrong.TOO_MANY_PIXELS, 12: Wrong.TOO_HARD}
_SOON_SECONDS = 2.0
_HEAD = 4
_log = structlog.get_logger()


class PillowPhotoEncoder:
    """Passes as `PhotoEncoder`. Blocks for five seconds at most, for all that is sent together.

    Raises TryAgain where too many wait, or where the system has no room for one more process.
    """

    def __init__(self, *, program: Path = PROGRAM, seconds: float = MOST_SECONDS) -> None:
        self._program = program
        self._seconds = seconds
        self._room = BoundedSemaphore(AT_ONCE)
        self._hall = BoundedSemaphore(AT_ONCE + MOST_WAITING)

    def encode(self, sent: Sequence[bytes]) -> Sequence[Made]:
        until = monotonic() + self._seconds
        with _place_in(self._hall, 0), _place_in(self._room, self._seconds):
            return [self._one(each, until) for each in sent]

    def _one(self, sent: bytes, until: float) -> Made:
        if not sent:
            return Wrong.NOT_A_PICTURE
        if len(sent) > MOST_BYTES:
            return Wrong.TOO_LARGE
        left = until - monotonic()
        return self._run(sent, left) if left > 0 else Wrong.TOO_HARD

    def _run(self, sent: bytes, seconds: float) -> Made:
        """Python is told to look nowhere but into its own folders; the process is given no environment."""
        command = [sys.executable, "-I", "-B", str(self._program)]
        try:
            ended = subprocess.run(  # noqa: S603 -- our own program, which is given the picture as input alone
                command, input=sent, capture_output=True, timeout=seconds, env={}, cwd="/", check=False
            )
        except subprocess.TimeoutExpired:
            return Wrong.TOO_HARD
        except (OSError, MemoryError) as full:
            raise TryAgain(_SOON_SECONDS) from full
        if ended.returncode == 0:
            return _unpacked(ended.stdout, content=hashlib.sha256(sent).hexdigest())
        return self._refused(ended.returncode)

    def _refused(self, status: int) -> Wrong:
        """Ended by the system it had used up its means; what else it did not mean to say is for operators."""
        if status > 0 and status not in _SAID:
            _log.error("photo_encoder_failed", status=status)
        return _SAID.get(status, Wrong.TOO_HARD)


@contextmanager
def _place_in(room: BoundedSemaphore, seconds: float) -> Iterator[None]:
    """Raises: TryAgain where none is free in time."""
    if not room.acquire(timeout=seconds):
        raise TryAgain(_SOON_SECONDS)
    try:
        yield
    finally:
        room.release()


def _unpacked(written: bytes, *, content: str) -> Photo:
    end = _HEAD + int.from_bytes(written[:_HEAD])
    return Photo(content=content, full=written[_HEAD:end], small=written[end:])
