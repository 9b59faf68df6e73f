"""What somebody typed as the subject of a mail, where it is not that of the mail which they answer."""

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from services.notify.adapters.mail_parts import Part

_LONGEST = 500
_ANSWERS = re.compile(r"\s*(re|sv|vs|aw|wg|fwd?|vl)\s*(\[\d+\])?\s*:", re.IGNORECASE)
"""Put by programs before the subject of the mail that is answered or passed on, in the languages around us."""

_OF_OURS = re.compile(r"\bN-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b")
"""Some programs leave ours as it is; those of mails that can be answered hold the report's reference."""


def own_subject(mail: Part) -> str:
    """Whoever is in danger may write into the first field alone (rule R1); empty where it is not their own."""
    subject = _read(str(mail.get("Subject", ""))[:_LONGEST])
    return "" if _ANSWERS.match(subject) or _OF_OURS.search(subject) else " ".join(subject.split())


def _read(written: str) -> str:
    try:
        return str(make_header(decode_header(written)))
    except (HeaderParseError, UnicodeError, LookupError, ValueError):
        return written
