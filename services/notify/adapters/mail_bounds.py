"""What is built as no mail program builds it is set aside before it is taken apart, which would take minutes."""

import re
from collections.abc import Iterator

from services.notify.ports.replies import LARGEST_WORDS, StrangeMail

LONGEST_HEAD = 64_000
MOST_HEADERS = 300
MOST_PARTS = 400
MOST_LINES = 20_000
"""1,000,000 bytes of base64 have 13,000."""

MOST_COMPOUND = 30
"""Parts that hold others, wherever they stand: each line is compared with the boundary of each."""

LONGEST_HEADER = 8_000
"""Bytes, with the lines on which it goes on."""

MOST_PARAMETERS = 100
"""Of one header: to find them takes the standard library the square of it."""

_SPACE = rb"[\s\x1c-\x1f]"
"""What Python strips from text."""

_COMPOUND = re.compile(rb"^content-type:" + _SPACE + rb"*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
_HEADER = re.compile(rb"(?:[!-9;-~]*:|From )")
_GOES_ON = (b" ", b"\t")
_CODED_BOUNDARY = re.compile(rb"boundary\*", re.IGNORECASE)
"""No program writes one, and to read it the standard library looks up whatever charset it names."""


def with_plain_lines(raw: bytes) -> bytes:
    """The parser takes each of CRLF, CR and LF for the end of a line; so must whoever counts them."""
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def head_of(raw: bytes) -> bytes:
    """The headers of a mail with plain lines. Raises: StrangeMail where they are too long, or too many."""
    head = raw[: LONGEST_HEAD + 1].split(b"\n\n", maxsplit=1)[0]
    if len(head) > LONGEST_HEAD or sum(1 for _ in _headers(head)) > MOST_HEADERS:
        raise StrangeMail("head")
    return head


def refuse_what_is_strange(raw: bytes) -> None:
    """raw: with plain lines, and without what was lifted. Raises: StrangeMail."""
    if len(raw) > LARGEST_WORDS:
        raise StrangeMail("large")
    if len(_COMPOUND.findall(raw)) > MOST_COMPOUND:
        raise StrangeMail("nested")
    if len(_BOUNDARY.findall(raw)) > MOST_PARTS:
        raise StrangeMail("parts")
    if raw.count(b"\n") > MOST_LINES:
        raise StrangeMail("lines")
    if any(_is_strange(each) for each in _headers(raw)):
        raise StrangeMail("header")


def _is_strange(header: bytes) -> bool:
    if len(header) >= LONGEST_HEADER:
        return True
    if header[:8].lower() != b"content-":
        return False
    return header.count(b";") > MOST_PARAMETERS or _CODED_BOUNDARY.search(header) is not None


def _headers(raw: bytes) -> Iterator[bytes]:
    """Each of every part, with the lines on which it goes on.

    A head may begin at the top, after a boundary and after an empty line (a mail within a mail); it ends at a line that
    is no header. So some lines of text are taken for headers, and no header for text.
    """
    header: list[bytes] = []
    in_head = True
    for line in raw.split(b"\n"):
        if in_head and header and line.startswith(_GOES_ON):
            header.append(line)
            continue
        if header:
            yield b"\n".join(header)
        begins = not line or line.startswith(b"--")
        is_header = not begins and in_head and _HEADER.match(line) is not None
        header = [line] if is_header else []
        in_head = begins or is_header or (in_head and line.startswith(_GOES_ON))
    if header:
        yield b"\n".join(header)
