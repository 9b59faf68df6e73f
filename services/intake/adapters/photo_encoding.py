"""Makes two JPEGs anew out of one picture: a program of its own, which trusts what it reads with nothing.

It reads the picture from standard input and writes to standard output the length of the large one (4 bytes, the most
significant first), the large one and the small one. It first gives up what it will not need: memory, time, files,
other processes. `pillow_photo_encoder.py` runs it, and knows what its exit statuses mean.
"""

import resource
import sys
from contextlib import suppress
from enum import IntEnum
from io import BytesIO

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

MOST_MEMORY_BYTES = 256_000_000
MOST_SECONDS = 5
MOST_PIXELS = 50_000_000
MOST_PIXELS_WHOLE = 20_000_000
"""Where a picture cannot be made smaller while it is unpacked, as JPEGs can."""

FORMATS = ("JPEG", "PNG", "WEBP")
FULL_PX, SMALL_PX = 1600, 320
QUALITY = 82
_WHITE = (255, 255, 255)
_FEW_FILES = 8


class Ending(IntEnum):
    """Exit statuses; any other is a mistake of ours, or the end of its means."""

    MADE = 0
    NOT_A_PICTURE = 10
    TOO_MANY_PIXELS = 11
    TOO_HARD = 12


class TooManyPixels(Exception):
    """By what its header says; nothing of it was unpacked."""


def main() -> int:
    """Returns the exit status."""
    limit()
    try:
        full, small = encoded(sys.stdin.buffer.read())
    except (TooManyPixels, Image.DecompressionBombError):
        return Ending.TOO_MANY_PIXELS
    except MemoryError:
        return Ending.TOO_HARD
    except Exception:  # noqa: BLE001 -- whatever a decoder says of what cannot be decoded
        return Ending.NOT_A_PICTURE
    sys.stdout.buffer.write(len(full).to_bytes(4) + full + small)
    return Ending.MADE


def limit() -> None:
    """From now on it can take no more than it needs, and write no file."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FEW_FILES),
    ):
        resource.setrlimit(what, (most, most))


def encoded(sent: bytes) -> tuple[bytes, bytes]:
    """A large and a small JPEG. Raises: TooManyPixels, MemoryError, and whatever decoders raise."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(BytesIO(sent), formats=FORMATS) as picture:
        if picture.width * picture.height > _most_pixels(picture):
            raise TooManyPixels
        turned = _turned(picture)
    full = _plain(turned)
    return _jpeg(full, FULL_PX), _jpeg(full, SMALL_PX)


def _most_pixels(picture: Image.Image) -> int:
    return MOST_PIXELS if isinstance(picture, JpegImageFile) else MOST_PIXELS_WHOLE


def _turned(picture: Image.Image) -> Image.Image:
    """Small enough, and the right way up: how a camera was held stands in what is thrown away."""
    picture.draft("RGB", (FULL_PX, FULL_PX))
    picture.thumbnail((FULL_PX, FULL_PX))
    with suppress(Exception):  # What a camera noted may be broken where the picture is not.
        return ImageOps.exif_transpose(picture)
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """Its colours on white, in an image that never held anything else."""
    seen = picture.convert("RGBA")
    plain = Image.new("RGB", seen.size, _WHITE)
    plain.paste(seen, mask=seen.getchannel("A"))
    return plain


def _jpeg(picture: Image.Image, most_px: int) -> bytes:
    made, into = picture.copy(), BytesIO()
    made.thumbnail((most_px, most_px))
    made.save(into, "JPEG", quality=QUALITY, optimize=True)
    return into.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
