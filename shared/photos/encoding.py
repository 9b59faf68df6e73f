"""Makes two JPEGs anew out of one picture: a program of its own, which trusts what it reads with nothing.

It reads the picture from standard input and writes to standard output the length of the large one (4 bytes, the most
significant first), the large one and the small one. It is told the shortest side that is worth it, and the most bytes
of the large one; 0 is any. It first gives up what it will not need: memory, time, other processes, new rights; and
before it looks at the picture, files of any kind. `encoder.py` runs it, and loads none of what reads pictures.
"""

import ctypes
import resource
import sys
from contextlib import suppress
from enum import IntEnum
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_MEMORY_BYTES = 256_000_000
MOST_SECONDS = 5
MOST_PIXELS = 50_000_000
MOST_PIXELS_WHOLE = 20_000_000
"""Where a picture cannot be made smaller while it is unpacked, as JPEGs can."""

FORMATS = ("JPEG", "PNG", "WEBP")
FULL_PX, SMALL_PX = 1600, 320
QUALITY = 82
STEPS = ((FULL_PX, QUALITY), (FULL_PX, 72), (FULL_PX, 62), (1280, 62), (1024, 60), (800, 50))
"""Sizes and qualities of the large one, for whom it must not have too many bytes; the first that fits."""

_WHITE = (255, 255, 255)
_FEW_FILES = 8
_SET_DUMPABLE, _SET_NO_NEW_PRIVS = 4, 38
"""Of prctl(2)."""

_READ_PICTURES = (
    *("Image", "ImageFile", "ImageOps", "ExifTags", "TiffTags", "TiffImagePlugin"),
    *("JpegImagePlugin", "MpoImagePlugin", "PngImagePlugin", "WebPImagePlugin"),
)
"""The parts of Pillow that it needs, some of which Pillow itself would load only when it meets a file."""


class Ending(IntEnum):
    """Exit statuses; any other is a mistake of ours, or the end of its means. TOO_LARGE is said without running it."""

    MADE = 0
    NOT_A_PICTURE = 10
    TOO_MANY_PIXELS = 11
    TOO_HARD = 12
    TOO_SMALL = 13
    TOO_LARGE = 14


class Unfit(Exception):
    """By what its header says; nothing of it was unpacked."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending = ending


def main(shortest_px: int, most_bytes: int) -> int:
    """Returns the exit status."""
    limit()
    load()
    close_files()
    try:
        full, small = encoded(sys.stdin.buffer.read(), shortest_px, most_bytes)
    except Unfit as no:
        return no.ending
    except MemoryError:
        return Ending.TOO_HARD
    except Exception:  # noqa: BLE001 -- whatever a decoder says of what cannot be decoded
        return Ending.NOT_A_PICTURE
    sys.stdout.buffer.write(len(full).to_bytes(4) + full + small)
    return Ending.MADE


def limit() -> None:
    """From now on it can take no more than it needs, write no file, begin no process, and gain no right.

    Nobody else of the same user may look into it either. For a user with all rights some of this is no limit.
    """
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FEW_FILES),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
    system = ctypes.CDLL(None)
    system.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    system.prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def load() -> None:
    """All that reading a picture takes: afterwards nothing is looked for on a disk."""
    for name in _READ_PICTURES:
        import_module(f"PIL.{name}")
    import_module("PIL.Image").preinit()


def close_files() -> None:
    """Whatever a picture makes of it: from now on it opens no file, no folder and no connection."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def encoded(sent: bytes, shortest_px: int = 0, most_bytes: int = 0) -> tuple[bytes, bytes]:
    """A large and a small JPEG. Raises: Unfit, MemoryError, and whatever decoders raise."""
    from PIL import Image  # noqa: PLC0415 -- whoever runs this program reads its statuses here, and loads no decoder

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(sent), formats=FORMATS) as picture:
            _must_fit(picture, shortest_px)
            turned = _turned(picture)
    except Image.DecompressionBombError as bomb:
        raise Unfit(Ending.TOO_MANY_PIXELS) from bomb
    full = _plain(turned)
    return _large(full, most_bytes), _jpeg(full, SMALL_PX, QUALITY)


def _must_fit(picture: "Image.Image", shortest_px: int) -> None:
    most = MOST_PIXELS if picture.format in {"JPEG", "MPO"} else MOST_PIXELS_WHOLE
    if picture.width * picture.height > most:
        raise Unfit(Ending.TOO_MANY_PIXELS)
    if min(picture.size) < shortest_px:
        raise Unfit(Ending.TOO_SMALL)


def _turned(picture: "Image.Image") -> "Image.Image":
    """Small enough, and the right way up: how a camera was held stands in what is thrown away."""
    from PIL import ImageOps  # noqa: PLC0415 -- as above

    picture.draft("RGB", (FULL_PX, FULL_PX))
    picture.thumbnail((FULL_PX, FULL_PX))
    with suppress(Exception):  # What a camera noted may be broken where the picture is not.
        return ImageOps.exif_transpose(picture)
    return picture


def _plain(picture: "Image.Image") -> "Image.Image":
    """Its colours on white, in an image that never held anything else."""
    from PIL import Image  # noqa: PLC0415 -- as above

    seen = picture.convert("RGBA")
    plain = Image.new("RGB", seen.size, _WHITE)
    plain.paste(seen, mask=seen.getchannel("A"))
    return plain


def _large(picture: "Image.Image", most_bytes: int) -> bytes:
    """As large and as good as it may be. Raises: Unfit."""
    for most_px, quality in STEPS:
        made = _jpeg(picture, most_px, quality)
        if not most_bytes or len(made) <= most_bytes:
            return made
    raise Unfit(Ending.TOO_HARD)


def _jpeg(picture: "Image.Image", most_px: int, quality: int) -> bytes:
    made, into = picture.copy(), BytesIO()
    made.thumbnail((most_px, most_px))
    made.save(into, "JPEG", quality=quality, optimize=True)
    return into.getvalue()


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
