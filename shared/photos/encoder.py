"""Has pictures made anew, in a process of its own that can do nothing else."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic

import structlog

from shared.errors import TryAgain
from shared.photos.encoding import Ending
from shared.photos.picture import Picture, both_of, content_of

PROGRAM = Path(__file__).with_name("encoding.py")
MOST_BYTES = 10_000_000
"""Of one picture as it is sent: what phones make today, with some room."""

MOST_SECONDS = 5.0
AT_ONCE = 2
MOST_WAITING = 6
"""With so many more that wait the next is told at once to come again: threads are for whoever tells us something."""

Made = Picture | Ending
"""What was made of one, or why not."""

_SOON_SECONDS = 2.0
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """shortest_px: the shortest side that is worth it. most_bytes: of the large one that is made. 0: any."""

    shortest_px: int = 0
    most_bytes: int = 0


ANY = Wishes()


class PhotoEncoder:
    """Blocks for five seconds at most, for all that is sent together.

    Raises TryAgain where too many wait, or where the system has no room for one more process.
    """

    def __init__(self, wishes: Wishes = ANY, *, program: Path = PROGRAM, seconds: float = MOST_SECONDS) -> None:
        self._command = (sys.executable, "-I", "-B", str(program), str(wishes.shortest_px), str(wishes.most_bytes))
        self._seconds = seconds
        self._room = BoundedSemaphore(AT_ONCE)
        self._hall = BoundedSemaphore(AT_ONCE + MOST_WAITING)

    def encode(self, sent: Sequence[bytes]) -> Sequence[Made]:
        """One answer for each."""
        until = monotonic() + self._seconds
        with _place_in(self._hall, 0), _place_in(self._room, self._seconds):
            return [self._one(each, until) for each in sent]

    def _one(self, sent: bytes, until: float) -> Made:
        if not sent:
            return Ending.NOT_A_PICTURE
        if len(sent) > MOST_BYTES:
            return Ending.TOO_LARGE
        left = until - monotonic()
        return self._run(sent, left) if left > 0 else Ending.TOO_HARD

    def _run(self, sent: bytes, seconds: float) -> Made:
        """Python is told to look nowhere but into its own folders; the process is given no environment."""
        try:
            ended = subprocess.run(  # noqa: S603 -- our own program, which is given the picture as input alone
                self._command, input=sent, capture_output=True, timeout=seconds, env={}, cwd="/", check=False
            )
        except subprocess.TimeoutExpired:
            return Ending.TOO_HARD
        except (OSError, MemoryError) as no_room:
            raise TryAgain(_SOON_SECONDS) from no_room
        if ended.returncode == Ending.MADE:
            full, small = both_of(ended.stdout)
            return Picture(content=content_of(sent), full=full, small=small)
        return _refused(ended.returncode)


def _refused(status: int) -> Ending:
    """Ended by the system it had used up its means; what else it did not mean to say is for operators."""
    try:
        return Ending(status)
    except ValueError:
        if status > 0:
            _log.error("photo_encoder_failed", status=status)
        return Ending.TOO_HARD


@contextmanager
def _place_in(room: BoundedSemaphore, seconds: float) -> Iterator[None]:
    """Raises: TryAgain where none is free in time."""
    if not room.acquire(timeout=seconds):
        raise TryAgain(_SOON_SECONDS)
    try:
        yield
    finally:
        room.release()
