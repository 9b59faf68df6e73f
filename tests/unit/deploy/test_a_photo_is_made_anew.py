"""The images' round takes nothing for a photo made anew that is not one."""

import pytest
import requests

from tests.factories.pictures import drawn, saved
from tests.images.photo import NotShown, only_a_picture, taken_by_a_phone


def answer(content: bytes, *, kind: str = "image/jpeg", status: int = 200) -> requests.Response:
    made = requests.Response()
    made.status_code, made.headers["Content-Type"] = status, kind
    made._content = content  # noqa: SLF001 -- it is told in no other way
    return made


def test_a_small_jpeg_without_notes_is_one() -> None:
    only_a_picture(answer(saved(drawn(1600, 1200))))


@pytest.mark.parametrize(
    "said, why",
    [
        (answer(taken_by_a_phone()), "still says what took it"),
        (answer(saved(drawn(1601, 1200))), "of .1601, 1200."),
        (answer(saved(drawn(), "PNG")), "is a PNG"),
        (answer(b"", status=404, kind="text/html"), "answered 404, text/html"),
        (answer(saved(drawn()), kind="image/png"), "answered 200, image/png"),
    ],
)
def test_what_is_not_is_named(said: requests.Response, why: str) -> None:
    with pytest.raises(NotShown, match=why):
        only_a_picture(said)
