"""Pictures as people and attackers send them, made here so that none lies in the repository."""

import struct
import zlib
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZipFile

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

PLACE = "canary-place-on-a-map"
MAKER = "canary-camera"
COMMENT = b"canary-comment"
CANARIES = (PLACE.encode(), MAKER.encode(), COMMENT, b"Exif", b"GPS", b"http://ns.adobe.com", b"canary")
LEFT, RIGHT = (200, 30, 30), (30, 30, 200)
_PORTRAIT_BY_EXIF = 6
"""EXIF's Orientation: turn a quarter clockwise to see it the right way up."""


def drawn(width: int = 64, height: int = 32, mode: str = "RGB") -> Image.Image:
    """Red on its left, blue on its right."""
    picture = Image.new("RGB", (width, height), LEFT)
    picture.paste(RIGHT, (width // 2, 0, width, height))
    return picture.convert(mode)


def saved(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:  # noqa: ANN401 -- as Pillow takes them
    into = BytesIO()
    picture.save(into, form, **options)
    return into.getvalue()


def speckled(width: int, height: int) -> Image.Image:
    """No dot is like the next."""
    dots = Random(width).randbytes(3 * width * height)  # noqa: S311 -- the same ones each time
    return Image.frombytes("RGB", (width, height), dots)


def noise(width: int, height: int) -> bytes:
    """A JPEG that is as large as one can be."""
    return saved(speckled(width, height), quality=90)


def noted(*, turned: bool = False) -> Image.Exif:
    """What a phone notes: where it was, who made it, how it was held."""
    exif = Image.Exif()
    exif[Base.Make] = MAKER
    if turned:
        exif[Base.Orientation] = _PORTRAIT_BY_EXIF
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (60.0, 10.0, 14.0),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (24.0, 56.0, 51.0),
            GPS.GPSAreaInformation: PLACE.encode(),
        }
    )
    return exif


def from_a_phone(width: int = 64, height: int = 32, *, turned: bool = False) -> bytes:
    """A JPEG with all that phones and programs write into one."""
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>{PLACE}</place></x:xmpmeta>'.encode()
    return saved(drawn(width, height), exif=noted(turned=turned), xmp=xmp, comment=COMMENT)


def two_in_one() -> bytes:
    """An MPO, as some phones make: a second picture with notes of its own, behind the first."""
    second = drawn()
    second.encoderinfo = {"exif": noted()}  # as Pillow documents it for MPO
    return saved(drawn(), "MPO", save_all=True, append_images=[second], exif=noted())


def with_a_thumbnail() -> bytes:
    """A JPEG whose EXIF holds another JPEG, which has notes of its own."""
    inner = from_a_phone()
    exif = noted().tobytes() + inner
    return saved(drawn(), exif=exif)


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG that says that it is so large, with these chunks and one row of nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(bytes(16))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def bomb_of_text() -> bytes:
    """A PNG with 100 MB of text that take 100 kB."""
    return png_of(8, 8, (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9)))


def film(frames: int = 10_000) -> bytes:
    """A GIF with so many frames."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6) + frame * frames + b";"


def archive() -> bytes:
    into = BytesIO()
    with ZipFile(into, "w") as opened:
        opened.writestr("canary.txt", "canary")
    return into.getvalue()


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, data = part
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
