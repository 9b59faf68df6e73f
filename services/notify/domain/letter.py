"""A message in its final words, ready for a channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """text and html say the same. message_id, thread: without angle brackets; `thread` joins the mails of one case.

    stop_url: where a mail program may say at once that no more is wanted; None where that is not on offer.
    """

    to: str
    subject: str
    text: str
    html: str
    language: str
    message_id: str
    thread: str | None = None
    stop_url: str | None = None
