"""What is needed to hear what people answer to our mails."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.notify.domain.delivery import Delivery
from services.notify.domain.mail_reply import Reply, ReplyEvent
from shared.repository import Repository

LARGEST_MAIL = 16_000_000
"""Bytes. Words come before pictures, so that whoever hands mails over may cut longer ones off here."""

LARGEST_WORDS = 1_000_000
"""Bytes of a mail without its pictures; what is longer is cut off here."""


class StrangeMail(Exception):
    """It is built as no mail program builds one; nobody looks further. `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A mail, as far as we read it. id: the same however often it comes. tokens: of the addresses that it went to.

    sender: in its one spelling; empty where it is none, or more than one. text: without what they quoted.
    unquoted: whatever may be theirs, of which text is the part that surely is. pictures: as they came, a few at most.
    has_more_pictures: than those. has_attachments: whether anything else hangs on it.
    """

    id: str
    tokens: Sequence[str]
    sender: str = field(repr=False)
    text: str = field(repr=False)
    unquoted: str = field(repr=False)
    pictures: Sequence[bytes] = field(default=(), repr=False)
    is_automatic: bool = False
    has_more_pictures: bool = False
    has_attachments: bool = False


class NoPicture(StrEnum):
    """Why nothing was made of a picture. TOO_SMALL: to show anything, as logos are."""

    UNREAD = "unread"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPicture:
    """Made anew (rule R15), in a box that intake alone opens."""

    box: str = field(repr=False)


class MakesPictures(Protocol):
    def made(self, sent: Sequence[bytes]) -> Sequence[SealedPicture | NoPicture]:
        """One answer for each. Blocks for seconds, of which there are five for all. Raises: TryAgain."""


class ReadsMail(Protocol):
    def read(self, raw: bytes) -> Incoming:
        """Blocks on nothing. Raises: StrangeMail."""


class Addresses(Protocol):
    """The addresses to which somebody answers a mail of ours: signed, one for each mail."""

    def reference_in(self, token: str) -> str | None:
        """Which mail it is for; None for a token that we did not make."""


class Asked(Protocol):
    def by_reference(self, reference: str) -> Delivery | None:
        """The mail that is answered; None where nobody knows of it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReply:
    """A helper's, about a task of theirs; its words are kept with the case."""

    heard_at: datetime


class Replies(Repository[Reply, ReplyEvent], Protocol):
    """Mails that came in, by `Incoming.id`. What is appended is heard now, unless its events say when."""

    def of_person(self, person_id: str) -> Sequence[GivenReply]:
        """The oldest first."""
