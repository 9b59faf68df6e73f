"""A message in its final words, ready for a channel."""

from collections.abc import Mapping
from dataclasses import dataclass

COPY_FOR = "for"
"""Under which a copy names whom it was sent to: an address may be somebody else's later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """text and html say the same. message_id, thread: without angle brackets; `thread` joins the mails of one case.

    stop_url: where a mail program may say at once that no more is wanted; None where that is not on offer. reply_to:
    where an answer to this mail is heard; None where nobody hears one.
    body, quote, button, url: what it says itself, without the foot: what people wrote, and where its button leads.
    """

    to: str
    subject: str
    text: str
    html: str
    language: str
    message_id: str
    thread: str | None = None
    stop_url: str | None = None
    reply_to: str | None = None
    body: str = ""
    quote: str = ""
    button: str = ""
    url: str = ""

    @property
    def copy(self) -> dict[str, str]:
        """What its reader finds among their messages."""
        parts = {"subject": self.subject, "body": self.body, "quote": self.quote, "button": self.button}
        return {**parts, "url": self.url}


def copy_for(person_id: str, copy: Mapping[str, str]) -> dict[str, str]:
    """What this one alone finds among their messages."""
    return {**copy, COPY_FOR: person_id}
