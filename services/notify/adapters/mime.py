"""A letter as the bytes of a mail: text and HTML that say the same, and headers in which nothing can be smuggled.

Written by hand, for the standard library folds long links in headers into encoded words, and takes ten times as long.
"""

from binascii import b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr

from services.notify.domain.letter import Letter

_LONGEST_LINE = 998  # RFC 5322.
_EOL = b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who mail comes from, in the letter's language, and where answers go."""

    name: str
    address: str
    reply_to: str | None = None


def to_bytes(letter: Letter, sender: Sender, *, at: datetime) -> bytes:
    """Raises: ValueError for a header that holds a line break or is too long."""
    boundary = f"=_{letter.message_id.partition('@')[0]}"  # Quoted-printable never writes `=_`.
    head = [_header(name, value) for name, value in _headers(letter, sender, boundary, at)]
    parts = [_part(boundary, "plain", letter.text), _part(boundary, "html", letter.html)]
    return _EOL.join([*head, b"", *parts, f"--{boundary}--".encode(), b""])


def in_ascii(address: str) -> str:
    """The address with its domain as servers know it. Raises: UnicodeError."""
    user, _, domain = address.rpartition("@")
    return f"{user}@{domain.encode('idna').decode()}"


def _headers(letter: Letter, sender: Sender, boundary: str, at: datetime) -> Iterator[tuple[str, str]]:
    yield "From", formataddr((sender.name, sender.address))
    yield "To", in_ascii(letter.to)
    yield "Subject", letter.subject
    yield "Date", format_datetime(at)
    yield "Message-ID", f"<{letter.message_id}>"
    if letter.thread:  # Nobody got the root, but all mails of a case name it.
        yield "In-Reply-To", f"<{letter.thread}>"
        yield "References", f"<{letter.thread}>"
    if reply_to := letter.reply_to or sender.reply_to:
        yield "Reply-To", reply_to
    if letter.stop_url:  # RFC 8058: one click in the mail program says that no more is wanted.
        yield "List-Unsubscribe", f"<{letter.stop_url}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "All"
    yield "Content-Language", letter.language
    yield "MIME-Version", "1.0"
    yield "Content-Type", f'multipart/alternative; boundary="{boundary}"'


def _header(name: str, value: str) -> bytes:
    if not value.isprintable():
        raise ValueError(f"{name} holds a line break or another control character")
    written = value if value.isascii() else Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
    line = f"{name}: {written}".encode("ascii")
    if max(map(len, line.split(_EOL))) > _LONGEST_LINE:
        raise ValueError(f"{name} is too long")
    return line


def _part(boundary: str, kind: str, content: str) -> bytes:
    head = (
        f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
    )
    return head.encode() + _EOL + b2a_qp(content.encode(), istext=True).replace(b"\r\n", b"\n").replace(b"\n", _EOL)
