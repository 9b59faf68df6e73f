"""Whatever the program says that makes photos anew becomes a sentence for whoever sent one."""

from pathlib import Path

import pytest

from services.intake.adapters.pillow_photo_encoder import PillowPhotoEncoder
from services.intake.domain.photos import Photo
from services.intake.domain.wrong import Wrong
from shared.photos.encoder import PhotoEncoder
from shared.photos.encoding import Ending
from tests.factories.pictures import from_a_phone

PATIENCE = 60.0


def test_a_photo_is_made_of_a_picture() -> None:
    (made,) = PillowPhotoEncoder(PhotoEncoder(seconds=PATIENCE)).encode([from_a_phone()])
    assert isinstance(made, Photo)
    assert made.full.startswith(b"\xff\xd8\xff")
    assert made.small.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "said, why",
    [
        (Ending.NOT_A_PICTURE, Wrong.NOT_A_PICTURE),
        (Ending.TOO_MANY_PIXELS, Wrong.TOO_MANY_PIXELS),
        (Ending.TOO_HARD, Wrong.TOO_HARD),
        (Ending.TOO_SMALL, Wrong.TOO_HARD),
        (Ending.TOO_LARGE, Wrong.TOO_LARGE),
    ],
)
def test_why_not_is_said_in_intakes_own_words(tmp_path: Path, said: Ending, why: Wrong) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"raise SystemExit({said.value})")
    encoder = PillowPhotoEncoder(PhotoEncoder(program=program, seconds=PATIENCE))
    assert encoder.encode([b"x"]) == [why]
