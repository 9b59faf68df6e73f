"""What is built to do harm is not taken apart, and no mail keeps a processor busy."""

import encodings
from collections.abc import Callable
from contextlib import suppress

import pytest

from services.notify.adapters.mime_reading import MimeReader
from services.notify.ports.replies import LARGEST_MAIL, StrangeMail
from tests.factories.mails import ADA, TO, mail, nested, raw, with_head

HOST = "nabo.kluuvi.example"
READER = MimeReader("replies.nabo.test", ("nabo@kluuvi.example",), host=HOST)


def many_headers() -> bytes:
    return "".join(f"X-{number}: x\n" for number in range(10_000)).encode() + mail().as_bytes()


def by_lone_returns(made: bytes) -> bytes:
    return made.replace(b"\r\n", b"\n").replace(b"\n", b"\r")


def in_a_part(kind: str, *more: str) -> bytes:
    """A mail in one of whose parts something may be wrong."""
    inner = "\n\n".join([f"--b\nContent-Type: {kind}", *more])
    return raw(f"{inner}\n\nx\n--b--\n".encode(), "multipart/mixed; boundary=b")


STRANGE: dict[str, Callable[[], bytes]] = {
    "head": many_headers,
    "head without an end": lambda: b"X: " + b"x" * 70_000,
    "nested": lambda: nested(300),
    "nested a little too deep": lambda: nested(9),
    "nested by lone returns": lambda: by_lone_returns(nested(300)),
    "nested behind signs that are cut off": lambda: nested(300).replace(b"Type: ", b"Type:\x1c"),
    "head by lone returns": lambda: by_lone_returns(many_headers()),
    "parts by lone returns": lambda: raw(b"--b\r\rx\r" * 100_000, "multipart/mixed; boundary=b"),
    "lines": lambda: raw(b"=\r\n" * 300_000, "text/plain", "Content-Transfer-Encoding: quoted-printable"),
    "lines by lone returns": lambda: raw(b"x\r" * 300_000),
    "header": lambda: with_head(f"From: {'(' * 50_000}"),
    "header of names": lambda: with_head(f"Subject: {'=?utf-8?q?x?= ' * 3_000}"),
    "header with many parameters": lambda: raw(b"x", "text/plain; " + "a=b; " * 1_000),
    "header that goes on": lambda: raw(b"x", "text/plain", "X: y" + "\r\n\tz" * 3_000),
    "header of a part": lambda: in_a_part(f'text/plain; x="{";" * 400_000}'),
    "header of a part that goes on": lambda: in_a_part('text/plain; x="' + ";\n ;" * 9_000),
    "header of a part with many parameters": lambda: in_a_part(f'text/plain; x="{";" * 4_000}'),
    "header of a part by lone returns": lambda: by_lone_returns(in_a_part(f'text/plain; x="{";" * 400_000}')),
    "header of a mail within": lambda: in_a_part("message/rfc822", f'Content-Type: text/plain; x="{";" * 9_000}'),
    "header after one that is none": lambda: in_a_part("text/plain\n : \n\t", "X: " + "x" * 9_000),
    "header with a boundary in a charset": lambda: raw(b"--b\n\nx\n", "multipart/mixed; boundary*=klingon''b"),
    "broken": lambda: raw(b"x", f"text/plain; charset*{'9' * 5_000}=a"),
    "nested in mails": lambda: raw(b"Content-Type: message/rfc822\n\n" * 5_000, "message/rfc822"),
    "parts": lambda: raw(b"--b\n\nx\n" * 100_000, "multipart/mixed; boundary=b"),
    "large": lambda: raw(b"x" * LARGEST_MAIL),
}


@pytest.mark.parametrize("reason", STRANGE)
@pytest.mark.timeout(60)
def test_what_is_built_to_do_harm_is_refused_before_it_is_taken_apart(reason: str) -> None:
    bomb = STRANGE[reason]()
    with pytest.raises(StrangeMail, match=reason.split(maxsplit=1)[0]):
        READER.read(bomb)


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: nested(7),
        lambda: raw(b"<" * 900_000, "text/html"),
        lambda: raw(b"<div>" * 180_000, "text/html"),
        lambda: raw(b"<!--" * 200_000, "text/html"),
        lambda: raw(b"<!" * 400_000, "text/html"),
        lambda: raw(b"<?" * 400_000, "text/html"),
        lambda: raw(b"</" * 400_000, "text/html"),
        lambda: raw(b"<a " * 300_000, "text/html"),
        lambda: raw(b'<a x="' * 150_000, "text/html"),
        lambda: raw(b"<script>" * 100_000, "text/html"),
        lambda: raw(b"</script" * 100_000, "text/html"),
        lambda: raw(b"&#" * 400_000, "text/html"),
        lambda: raw(b"=\r\n" * 19_000, "text/plain", "Content-Transfer-Encoding: quoted-printable"),
        lambda: raw(b"a " * 450_000, "text/plain; format=flowed"),
        lambda: raw(b"x", "text/plain; " + "a=b; " * 90),
        lambda: in_a_part(*(f'text/plain; x="{";" * 90}{"x" * 7_000}\n\nx\n--b' for _ in range(120))),
        lambda: raw(b"x\n" * 19_000, "multipart/mixed; boundary=b"),
        lambda: with_head(f"Subject: {'=?utf-8?q?x?= ' * 500}"),
        lambda: with_head(f"From: {'<' * 7_900}"),
        lambda: with_head(f"From: {ADA}{',' * 7_900}"),
    ],
)
@pytest.mark.timeout(60)
def test_no_mail_keeps_a_processor_busy(bomb: Callable[[], bytes]) -> None:
    READER.read(bomb())


@pytest.mark.timeout(60)
def test_remarks_within_remarks_are_read_or_refused_as_this_python_can() -> None:
    with suppress(StrangeMail):
        READER.read(with_head(f"From: {'(' * 7_900}"))


@pytest.mark.parametrize(
    "junk", [b"", b"\n", b"\x00\xff" * 500, b"\r\n\r\n", b"From", b"To: \xff\xfe\n\n\xff", b":\n:\n\n"]
)
def test_what_is_no_mail_at_all_is_read_as_far_as_it_can(junk: bytes) -> None:
    found = READER.read(junk)
    assert found.tokens == []


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain; charset=made-up-{}",
        "text/plain; charset*=made-up-{}''x",
        "text/plain\r\nSubject: =?made-up-{}?q?x?=",
    ],
)
def test_what_a_mail_calls_its_letters_is_kept_nowhere(kind: str) -> None:
    for number in range(5):
        assert READER.read(raw(b"abc", kind.format(f"{len(kind)}-{number}"))).text == "abc"
    kept = [name for name in encodings._cache if "made" in name]  # noqa: SLF001 -- Python tells it in no other way
    assert kept == []


@pytest.mark.parametrize("to", ["ada@elsewhere.example", TO])
def test_what_is_for_no_mail_of_ours_is_not_taken_apart(to: str) -> None:
    reader = MimeReader("replies.nabo.test", host=HOST, is_known=lambda _token: False)
    found = reader.read(nested(300).replace(TO.encode(), to.encode()))
    assert (found.tokens, found.text) == ([], "")
