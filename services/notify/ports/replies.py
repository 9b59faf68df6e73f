"""What is needed to hear what people answer to our mails."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from services.notify.domain.delivery import Delivery
from services.notify.domain.mail_reply import Reply, ReplyEvent
from shared.repository import Repository


class StrangeMail(Exception):
    """It is built as no mail program builds one; nobody looks further. `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A mail, as far as we read it. id: the same however often it comes. tokens: of the addresses that it went to.

    sender: in its one spelling; empty where it is none, or more than one. text: without what they quoted.
    """

    id: str
    tokens: Sequence[str]
    sender: str = field(repr=False)
    text: str = field(repr=False)
    is_automatic: bool = False
    has_attachments: bool = False


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
