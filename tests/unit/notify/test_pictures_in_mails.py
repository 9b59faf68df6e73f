"""Pictures in a mail are found by what they are, and cost neither its words nor a processor."""

import base64
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from deploy.local.layout import REPO
from services.notify.adapters.mail_pictures import FEWEST_BYTES, MOST_LOOKED_AT
from services.notify.adapters.mime_reading import MimeReader
from services.notify.ports.replies import LARGEST_MAIL, Incoming
from tests.factories.mails import TO, mail, raw
from tests.factories.pictures import drawn, from_a_phone, noise, png_of, saved

HOST = "nabo.kluuvi.example:8443"
READER = MimeReader("replies.nabo.test", ("nabo@kluuvi.example",), host=HOST)
JPEG, OTHER = noise(300, 200), noise(320, 240)
PNG = png_of(900, 900, (b"tEXt", bytes(FEWEST_BYTES)))
WEBP = b"RIFF\0\0\0\0WEBP" + bytes(FEWEST_BYTES)
HTML = b"<html><script>alert(1)</script>" + b"x" * FEWEST_BYTES


def read(made: EmailMessage | bytes) -> Incoming:
    return READER.read(made if isinstance(made, bytes) else made.as_bytes())


def with_files(*files: bytes, kind: str = "image/jpeg", text: str = "The second lamp.") -> EmailMessage:
    made = mail(text)
    for each in files:
        main, _, sub = kind.partition("/")
        made.add_attachment(each, maintype=main, subtype=sub, filename="photo.jpg")
    return made


def with_page(html: str, **pictures: bytes) -> EmailMessage:
    made = mail()
    made.add_alternative(html, subtype="html")
    page = made.get_payload()[1]  # type: ignore[index]
    for cid, each in pictures.items():
        page.add_related(each, maintype="image", subtype="jpeg", cid=f"<{cid}>")  # type: ignore[union-attr]
    return made


@pytest.mark.parametrize("sent", [JPEG, PNG, WEBP], ids=["JPEG", "PNG", "WebP"])
@pytest.mark.parametrize("kind", ["image/jpeg", "image/x-whatever", "application/octet-stream", "application/pdf"])
def test_a_picture_is_one_whatever_a_mail_calls_it(sent: bytes, kind: str) -> None:
    found = read(with_files(sent, kind=kind))
    assert list(found.pictures) == [sent]
    assert (found.text, found.has_attachments) == ("The second lamp.", False)


@pytest.mark.parametrize(
    "sent",
    [HTML, b"<svg>" + bytes(FEWEST_BYTES), saved(drawn(900, 900), "GIF") * 90, b"%PDF-1.7" + bytes(FEWEST_BYTES)],
    ids=["HTML", "SVG", "GIF", "PDF"],
)
def test_what_is_none_is_none_whatever_a_mail_calls_it_and_that_it_hangs_there_is_noticed(sent: bytes) -> None:
    found = read(with_files(sent))
    assert (list(found.pictures), found.has_attachments) == ([], True)


def test_several_are_found_in_their_order_beside_other_files() -> None:
    made = with_files(JPEG, OTHER)
    made.add_attachment(b"%PDF" + bytes(30_000), maintype="application", subtype="pdf", filename="p.pdf")
    found = read(made)
    assert (list(found.pictures), found.has_attachments) == ([JPEG, OTHER], True)


@pytest.mark.parametrize("more", [0, 1, 5])
def test_pictures_beyond_those_that_are_looked_at_are_pictures_and_nothing_else(more: int) -> None:
    found = read(with_files(*[JPEG] * (MOST_LOOKED_AT + more)))
    assert (len(found.pictures), found.has_more_pictures, found.has_attachments) == (MOST_LOOKED_AT, more > 0, False)
    also = with_files(*[JPEG] * (MOST_LOOKED_AT + more))
    also.add_attachment(b"%PDF" + bytes(30_000), maintype="application", subtype="pdf", filename="p.pdf")
    assert read(also).has_attachments


def test_logos_and_pixels_that_count_are_nothing_that_somebody_wanted_us_to_have() -> None:
    found = read(with_page('<p>The second lamp.</p><img src="cid:logo">', logo=from_a_phone()))
    assert (list(found.pictures), found.has_attachments) == ([], False)


def test_a_photo_in_the_page_of_a_mail_is_found_wherever_it_stands() -> None:
    page = '<p>Look: <img src="cid:mine"></p><blockquote type="cite">You wrote …</blockquote><img src="cid:below">'
    assert list(read(with_page(page, mine=JPEG, below=OTHER)).pictures) == [JPEG, OTHER]
    assert list(read(with_page('<p><img src="cid:mine"></p>', mine=JPEG)).pictures) == [JPEG]
    inside = '<blockquote type="cite">You wrote … <img src="cid:inside"></blockquote>'
    assert list(read(with_page(inside, inside=JPEG)).pictures) == [JPEG]


def test_mails_of_ours_hold_no_pictures_that_an_answer_could_quote() -> None:
    (page,) = (REPO / "services/notify").rglob("letter.html.j2")
    assert "<img" not in page.read_text()


def test_pictures_of_a_mail_that_is_forwarded_are_somebody_elses() -> None:
    made = mail()
    made.add_attachment(with_files(JPEG))
    assert list(read(made).pictures) == []


def test_a_mail_of_pictures_alone_has_them_and_no_words() -> None:
    found = read(with_files(JPEG, text=""))
    assert (found.text, found.unquoted, list(found.pictures)) == ("", "", [JPEG])


def test_mails_of_one_name_with_other_pictures_are_others() -> None:
    first, again, other = (read(with_files(each, text="")) for each in (JPEG, JPEG, OTHER))
    assert first.id == again.id != other.id


def test_words_that_are_long_or_written_in_base64_are_read() -> None:
    lines = "\n".join(f"On day {number} the lamp was dark." for number in range(900))
    coded = base64.encodebytes(f"Look.\n{lines}".encode())
    found = read(raw(coded, "text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"))
    assert found.text == f"Look.\n{lines}"
    pasted = f"{'QUJD' * 18}\n" * 200
    assert read(mail(f"Before.\n{pasted}After.")).text == f"Before.\n{pasted}After."


def test_a_large_mail_has_its_words_and_its_pictures() -> None:
    large = JPEG + bytes(3_400_000)
    found = read(with_files(large, large[:-1], large[:-2]))
    assert found.text == "The second lamp."
    assert [len(each) for each in found.pictures] == [len(large), len(large) - 1, len(large) - 2]


def test_one_that_was_cut_off_within_a_picture_has_its_words_and_the_pictures_before() -> None:
    found = read(with_files(JPEG, JPEG + bytes(12_500_000)).as_bytes()[:LARGEST_MAIL])
    assert found.text == "The second lamp."
    assert found.pictures[0] == JPEG


def test_words_come_first_where_there_is_no_end_of_other_things() -> None:
    made = (
        mail("The second lamp.")
        .as_bytes()
        .replace(b"\r\nThe second lamp.", b"\r\nThe second lamp.\n" + b"x " * 7_000_000)
    )
    assert read(made).text.startswith("The second lamp.")


def test_R1_words_in_base64_without_end_are_cut_off_and_not_left_out() -> None:
    page = b"<p>He beats me.</p><img src='data:image/png;base64," + b"A" * 1_200_000 + b"'>"
    found = read(raw(base64.encodebytes(page), "text/html; charset=utf-8", "Content-Transfer-Encoding: base64"))
    assert found.text.startswith("He beats me.")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "fifty pictures": lambda: with_files(*[JPEG] * 50).as_bytes(),
    "lines a little too short": lambda: raw(b"A" * 39 + b"\n" + (b"A" * 39 + b"\n") * 19_000, "image/jpeg"),
    "one line": lambda: raw(b"A" * 15_000_000, "image/jpeg", "Content-Transfer-Encoding: base64"),
    "lines a little too long": lambda: raw((b"A" * 1_200 + b"\n") * 12_000, "image/jpeg"),
    "a run after each line": lambda: raw((b"A" * 60 + b"\n-\n") * 9_000, "image/jpeg"),
    "almost runs": lambda: raw((b"A" * 60 + b"===\n") * 19_000, "image/jpeg"),
    "runs without an end": lambda: raw((b"A" * 76 + b"\n") * 190_000 + b"!", "image/jpeg"),
    "many runs in words": lambda: raw(((b"A" * 76 + b"\n") * 120 + b"-\n") * 1_500, "text/plain"),
    "a picture in a picture": lambda: with_files(
        b"\xff\xd8\xff" + base64.encodebytes(JPEG) * 20, kind="image/jpeg"
    ).as_bytes(),
    "nothing but returns": lambda: f"To: {TO}\r\n\r\n".encode() + b"\xff\xd8\xff" + b"A" * 15_900_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(60)
def test_no_mail_of_pictures_keeps_a_processor_busy(name: str) -> None:
    found = READER.read(HOSTILE[name]())
    assert len(found.pictures) <= MOST_LOOKED_AT
    assert all(len(each) >= FEWEST_BYTES for each in found.pictures)
