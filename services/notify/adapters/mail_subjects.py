"""What somebody typed as the subject of a mail, where it is not that of the mail which they answer."""

import re
from email.errors import HeaderParseError
from email.header import Header, decode_header

from services.notify.adapters.mail_charsets import text_of
from services.notify.adapters.mail_parts import Part
from services.notify.domain.own_words import typed_words

_LONGEST = 4_000
"""Letters as they are coded: of another alphabet one takes nine."""

_CODED = r"=\?[!->@-~]{1,60}\?[bq]\?[^\x00-\x1f\x7f-\x9f\u2028\u2029]*?\?="
_ALL_CODED = re.compile(rf"{_CODED}(?:\s*{_CODED})*", re.IGNORECASE)
"""Words that are coded, with no space between them (RFC 2047)."""

_ANSWERS = re.compile(r"\A(?:\s*(?:re|sv|svar|vs|aw|antw|wg|fwd?|vl)\s*(?:\[\d+\])?\s*:)+", re.IGNORECASE)
"""Put by programs before the subject of the mail that is answered or passed on, in the languages around us."""

_OURS = re.compile(r"\A.*\(N-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\)")
"""The subjects of mails that can be answered end with the report's reference."""


def own_subject(mail: Part) -> str:
    """Whoever is in danger may write into the first field alone (rule R1), also below "Re:" or behind what we wrote.

    Without what nobody reads; empty where nothing is their own.
    """
    subject = " ".join(typed_words(_read(_written(mail))).split())
    return _ANSWERS.sub("", _OURS.sub("", subject)).strip()


def _written(mail: Part) -> str:
    """As it came. Some programs leave letters uncoded, which the parser gives as bytes alone."""
    found: object = mail.get("Subject", "")
    if isinstance(found, Header):
        found = text_of(b"".join(each for each, _ in decode_header(found)), "utf-8")
    return str(found)[:_LONGEST]


def _read(written: str) -> str:
    return _ALL_CODED.sub(lambda found: _decoded(found[0]), written)


def _decoded(coded: str) -> str:
    """Letters may begin in one word and end in the next."""
    try:
        return "".join(text_of(raw, (charset or "").partition("*")[0]) for raw, charset in decode_header(coded))
    except (HeaderParseError, ValueError):
        return coded
