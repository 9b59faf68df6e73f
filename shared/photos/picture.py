"""What was made anew of one picture, and the bytes in which it goes from one process to another."""

import hashlib
from dataclasses import dataclass

MOST_MADE_BYTES = 1_000_000
"""Of both together; what is longer was not made by us."""

_HEAD, _DIGEST = 4, 32
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Two JPEGs that hold the picture and nothing else. content: of what was sent, see `content_of`."""

    content: str
    full: bytes
    small: bytes


def content_of(sent: bytes) -> str:
    """By which a file is known again, before anybody has looked into it."""
    return hashlib.sha256(sent).hexdigest()


def both_of(written: bytes) -> tuple[bytes, bytes]:
    """The large one and the small one, as the program writes them: behind the length of the large one."""
    end = _HEAD + int.from_bytes(written[:_HEAD])
    return written[_HEAD:end], written[end:]


def packed(picture: Picture) -> bytes:
    """All of it, to be read by `unpacked`."""
    return bytes.fromhex(picture.content) + len(picture.full).to_bytes(_HEAD) + picture.full + picture.small


def unpacked(sent: bytes) -> Picture:
    """Raises: ValueError for anything but two JPEGs of a size that we make."""
    full, small = both_of(sent[_DIGEST:])
    if len(sent) > MOST_MADE_BYTES or not (full.startswith(_JPEG) and small.startswith(_JPEG)):
        raise ValueError("no_picture")
    return Picture(content=sent[:_DIGEST].hex(), full=full, small=small)
