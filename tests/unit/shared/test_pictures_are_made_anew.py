"""R15: whatever is sent as a picture is made anew without what else it held, or refused; within its means."""

import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from shared.errors import TryAgain
from shared.photos.encoder import MOST_BYTES, PROGRAM, Made, PhotoEncoder, Wishes
from shared.photos.encoding import MOST_MEMORY_BYTES, Ending
from shared.photos.picture import Picture
from tests.factories import pictures
from tests.factories.pictures import drawn, from_a_phone, saved

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
"""These machines may be busy; what five seconds are for is tried below."""

PICTURES: Mapping[str, bytes] = {
    "as phones make them": from_a_phone(),
    "held upright": from_a_phone(turned=True),
    "a second picture behind it": pictures.two_in_one(),
    "a thumbnail in its notes": pictures.with_a_thumbnail(),
    "progressive": saved(drawn(), progressive=True, exif=pictures.noted()),
    "PNG": saved(drawn(), "PNG", exif=pictures.noted()),
    "PNG of a film": saved(drawn(), "PNG", save_all=True, append_images=[drawn(64, 31)] * 20),
    "WebP": saved(drawn(), "WEBP", exif=pictures.noted()),
    "WebP of a film": saved(drawn(), "WEBP", save_all=True, append_images=[drawn()] * 20),
    "for print": saved(drawn(mode="CMYK")),
    "grey": saved(drawn(mode="L")),
    "few colours": saved(drawn(mode="P"), "PNG"),
    "HTML behind it": from_a_phone() + b"<html><script>canary()</script></html>",
    "an archive behind it": from_a_phone() + pictures.archive(),
    "a program behind it": from_a_phone() + b"*/=1;canary()//",
    "notes that nobody can read": saved(drawn(), exif=b"Exif\0\0MM\0*\xff\xff\xff\xff canary"),
}
REFUSED: Mapping[str, tuple[bytes, Ending]] = {
    "nothing": (b"", Ending.NOT_A_PICTURE),
    "words": (b"canary", Ending.NOT_A_PICTURE),
    "HTML named .jpg": (b"<html><script>alert(1)</script></html>", Ending.NOT_A_PICTURE),
    "SVG with a script": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        Ending.NOT_A_PICTURE,
    ),
    "GIF that is a program": (b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)", Ending.NOT_A_PICTURE),
    "a film of 10,000 frames": (pictures.film(), Ending.NOT_A_PICTURE),
    "GIF": (saved(drawn(), "GIF"), Ending.NOT_A_PICTURE),
    "EPS": (saved(drawn(), "EPS"), Ending.NOT_A_PICTURE),
    "TIFF": (saved(drawn(), "TIFF"), Ending.NOT_A_PICTURE),
    "PSD": (b"8BPS\0\1" + bytes(6) + b"\0\3\0\0\0\x20\0\0\0\x40\0\x08\0\x03" + bytes(64), Ending.NOT_A_PICTURE),
    "an archive": (pictures.archive(), Ending.NOT_A_PICTURE),
    "cut off": (from_a_phone(640, 480)[:-2000], Ending.NOT_A_PICTURE),
    "cut off at once": (from_a_phone()[:20], Ending.NOT_A_PICTURE),
    "a text of 100 MB": (pictures.bomb_of_text(), Ending.NOT_A_PICTURE),
    "50,000 x 50,000": (pictures.png_of(50_000, 50_000), Ending.TOO_MANY_PIXELS),
    "9,000 x 9,000": (pictures.png_of(9_000, 9_000), Ending.TOO_MANY_PIXELS),
    "5,000 x 5,000 at once": (pictures.png_of(5_000, 5_000), Ending.TOO_MANY_PIXELS),
    "more than we take": (from_a_phone() + bytes(MOST_BYTES), Ending.TOO_LARGE),
}


def made(sent: bytes) -> Made:
    (found,) = PhotoEncoder(seconds=PATIENCE).encode([sent])
    return found


@pytest.mark.parametrize("name", PICTURES)
def test_R15_a_picture_is_made_anew_and_nothing_else_is_left(name: str) -> None:
    photo = made(PICTURES[name])
    assert isinstance(photo, Picture)
    for jpeg in (photo.full, photo.small):
        assert jpeg.startswith(b"\xff\xd8\xff")
        assert jpeg.endswith(b"\xff\xd9")
        assert jpeg.count(b"\xff\xd9") == 1
        assert not [each for each in pictures.CANARIES if each in jpeg]
        with Image.open(BytesIO(jpeg)) as read:
            assert (read.format, read.mode, dict(read.getexif())) == ("JPEG", "RGB", {})
            assert set(read.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("name", REFUSED)
def test_R15_what_is_no_picture_or_too_much_is_refused(name: str) -> None:
    sent, why = REFUSED[name]
    assert made(sent) is why


def test_it_is_seen_as_the_camera_was_held() -> None:
    photo = made(from_a_phone(640, 320, turned=True))
    assert isinstance(photo, Picture)
    with Image.open(BytesIO(photo.full)) as read:
        assert read.size == (320, 640)
        top, bottom = read.getpixel((160, 100)), read.getpixel((160, 540))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > top[2]
    assert bottom[2] > 150 > bottom[0]


def test_it_is_at_most_1600_px_and_320_px() -> None:
    photo = made(saved(drawn(3000, 2000)))
    assert isinstance(photo, Picture)
    sizes = [Image.open(BytesIO(each)).size for each in (photo.full, photo.small)]
    assert sizes == [(1600, 1067), (320, 213)]


def test_what_can_be_seen_through_lies_on_white() -> None:
    photo = made(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    assert isinstance(photo, Picture)
    assert Image.open(BytesIO(photo.full)).getpixel((10, 10)) == (255, 255, 255)


def test_one_that_is_refused_does_not_take_the_others_along() -> None:
    answers = PhotoEncoder(seconds=PATIENCE).encode([from_a_phone(), b"no picture", from_a_phone()])
    assert [isinstance(each, Picture) for each in answers] == [True, False, True]
    assert answers[0] == answers[2]


def program(folder: Path, text: str) -> Path:
    """One that reads the picture, in place of ours."""
    file = folder / "program.py"
    file.write_text(f"import sys\nsys.path.insert(0, {str(PROGRAM.parent)!r})\n{text}")
    return file


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    endless = PhotoEncoder(program=program(tmp_path, "while True: pass"), seconds=0.3)
    assert endless.encode([b"x", b"x"]) == [Ending.TOO_HARD, Ending.TOO_HARD]


def test_what_is_too_small_to_show_anything_is_refused_and_by_whoever_wants_that_alone() -> None:
    careful = PhotoEncoder(Wishes(shortest_px=200), seconds=PATIENCE)
    sent = [saved(drawn(1200, 199)), saved(drawn(199, 1200), "PNG"), saved(drawn(200, 200)), saved(drawn(4000, 210))]
    assert [each if isinstance(each, Ending) else "made" for each in careful.encode(sent)] == [
        Ending.TOO_SMALL,
        Ending.TOO_SMALL,
        "made",
        "made",
    ]


@pytest.mark.parametrize("most_bytes", [900_000, 480_000, 200_000])
def test_it_has_no_more_bytes_than_whoever_sends_it_on_can_carry(most_bytes: int) -> None:
    (photo,) = PhotoEncoder(Wishes(most_bytes=most_bytes), seconds=PATIENCE).encode([pictures.noise(1600, 1200)])
    assert isinstance(photo, Picture)
    assert most_bytes / 5 < len(photo.full) <= most_bytes
    assert len(photo.small) < 60_000


def test_what_cannot_be_made_small_enough_is_refused() -> None:
    narrow = PhotoEncoder(Wishes(most_bytes=100), seconds=PATIENCE)
    assert narrow.encode([from_a_phone()]) == [Ending.TOO_HARD]


def test_whoever_runs_it_loads_nothing_that_reads_pictures() -> None:
    lines = "import sys; import shared.photos.encoder; sys.exit(sum(each.startswith('PIL') for each in sys.modules))"
    assert subprocess.run([sys.executable, "-c", lines], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    "greedy",
    [
        f"bytearray({MOST_MEMORY_BYTES})",
        "import os; [os.open('/dev/null', 0) for _ in range(99)]",
        "open('/tmp/nabo-photo-test', 'w').write('x' * 9999)",
    ],
)
def test_it_has_no_more_than_its_means(tmp_path: Path, greedy: str) -> None:
    limited = f"import encoding\nencoding.limit()\ntry:\n  {greedy}\nexcept (MemoryError, OSError): sys.exit(12)"
    assert PhotoEncoder(program=program(tmp_path, limited), seconds=PATIENCE).encode([b"x"]) == [Ending.TOO_HARD]


@pytest.mark.parametrize(
    "curious",
    [
        "open('/dev/null')",
        "import socket; socket.socket()",
        "import os; os.listdir('/proc')",
        "import os; os.pipe()",
    ],
)
def test_R15_once_it_looks_at_a_picture_it_opens_nothing_whatever_that_makes_of_it(
    tmp_path: Path, curious: str
) -> None:
    begun = "import os, socket, encoding\nencoding.load()\nencoding.close_files()"
    closed = f"{begun}\ntry:\n  {curious}\nexcept OSError: sys.exit(12)"
    assert PhotoEncoder(program=program(tmp_path, closed), seconds=PATIENCE).encode([b"x"]) == [Ending.TOO_HARD]


def test_R15_it_gains_no_right_and_nobody_of_its_user_looks_into_it(tmp_path: Path) -> None:
    lines = "import ctypes, resource, encoding\nencoding.limit()\nsystem = ctypes.CDLL(None)"
    said = "(system.prctl(3, 0, 0, 0, 0), system.prctl(39, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_NPROC))"
    walled = f"{lines}\nsys.exit(12 if {said} == (0, 1, (0, 0)) else 10)"
    assert PhotoEncoder(program=program(tmp_path, walled), seconds=PATIENCE).encode([b"x"]) == [Ending.TOO_HARD]


def test_it_is_given_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABO_SECRETS", "/run/secrets")
    curious = program(tmp_path, "import os; sys.exit(10 if 'NABO_SECRETS' in os.environ else 12)")
    assert PhotoEncoder(program=curious, seconds=PATIENCE).encode([b"x"]) == [Ending.TOO_HARD]


def test_a_mistake_of_ours_refuses_the_picture_and_is_logged(tmp_path: Path) -> None:
    broken = PhotoEncoder(program=program(tmp_path, "import there_is_no_such_module"), seconds=PATIENCE)
    assert broken.encode([b"x"]) == [Ending.TOO_HARD]


def test_where_too_many_send_at_once_the_rest_come_again(tmp_path: Path) -> None:
    busy = PhotoEncoder(program=program(tmp_path, ""), seconds=0.05)
    while busy._room.acquire(blocking=False):  # noqa: SLF001 -- as others would hold it
        continue
    with pytest.raises(TryAgain):
        busy.encode([b"x"])


def test_where_too_many_wait_already_nobody_is_kept_waiting(tmp_path: Path) -> None:
    crowded = PhotoEncoder(program=program(tmp_path, ""), seconds=3600)
    while crowded._hall.acquire(blocking=False):  # noqa: SLF001 -- as others would stand in it
        continue
    with pytest.raises(TryAgain):
        crowded.encode([b"x"])


def test_where_the_system_has_no_room_for_a_process_they_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
    encoder = PhotoEncoder(seconds=PATIENCE)
    for _ in range(2):
        with pytest.raises(TryAgain):
            encoder.encode([from_a_phone()])
