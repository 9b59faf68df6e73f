"""The pictures in a mail that somebody may want us to have: by what they are, whatever a mail calls them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.notify.adapters.mail_lifting import Lifted, decoded
from services.notify.adapters.mail_parts import Part, leaves

FEWEST_BYTES = 10_000
"""Logos in signatures, and what counts readers, are smaller."""

MOST_LOOKED_AT = 6
"""Of one mail; twice as many as are taken, for some may be no more than large logos."""

_BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP", re.DOTALL)
_LETTERS_OF_BEGINNING = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """pictures: they themselves, a few at most. parts: all of the mail that are pictures."""

    pictures: Sequence[bytes]
    parts: Sequence[Part]


def pictures_in(mail: Part, lifted: Lifted) -> Found:
    """Those beyond the few are no less pictures.

    Wherever they stand: mails of ours, which an answer quotes, hold none, and many programs put what is added below
    the quote.
    """
    pictures: list[bytes] = []
    parts: list[Part] = []
    for part, _ in leaves(mail):
        for picture in _picture(part, lifted):
            parts.append(part)
            if len(pictures) < MOST_LOOKED_AT:
                pictures.append(picture)
    return Found(pictures=pictures, parts=parts)


def _picture(part: Part, lifted: Lifted) -> Iterator[bytes]:
    if part.get_content_maintype() in {"text", "message", "multipart"} or not _is_base64(part):
        return
    body = part.get_payload()
    if not isinstance(body, str) or not lifted.has_some(body):
        return
    whole = lifted.whole(body)
    if _BEGINNINGS.match(decoded(whole.lstrip()[:_LETTERS_OF_BEGINNING])) is None:
        return
    picture = decoded(whole)
    if len(picture) >= FEWEST_BYTES:
        yield picture


def _is_base64(part: Part) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
