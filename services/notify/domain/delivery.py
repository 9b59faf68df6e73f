"""One message to one person over one channel: who and what, and the states it may go through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from shared.errors import IllegalMove

Fact = str | int | bool | datetime | list[str] | list[int] | None


class Status(StrEnum):
    """How it fares."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.SENDING, Status.SUPPRESSED, Status.FAILED, Status.SENT}),
    Status.SENDING: frozenset({Status.SENT, Status.FAILED, Status.UNKNOWN, Status.SUPPRESSED, Status.PENDING}),
    Status.UNKNOWN: frozenset({Status.SENT, Status.FAILED, Status.PENDING}),
    Status.FAILED: frozenset({Status.PENDING, Status.SENT}),
    Status.SENT: frozenset({Status.FAILED}),
    Status.SUPPRESSED: frozenset(),
}
"""From `unknown` and `failed` only a person or a later receipt moves it on; `sent` may still bounce.

What waits to be sent once more and turns out to have arrived is not sent again.
"""

ENDS = frozenset({Status.SENT, Status.FAILED, Status.UNKNOWN, Status.SUPPRESSED})


class Phase(StrEnum):
    """How far a message that is being sent has come; what is found after a crash depends on it."""

    PREPARING = "preparing"
    HANDING_OVER = "handing_over"


class Priority(IntEnum):
    """Smaller goes first."""

    SIGN_IN = 0
    SAFETY = 1
    ASKED = 2
    NEWS = 3


class Audience(StrEnum):
    """In which part somebody is written to."""

    REPORTER = "reporter"
    HELPER = "helper"
    CASEWORKER = "caseworker"
    COORDINATOR = "coordinator"
    PERSON = "person"


class Channel(StrEnum):
    """By which way."""

    EMAIL = "email"
    SMS = "sms"


class Why(StrEnum):
    """Why a message was not sent, or will never be."""

    NO_CONTACT = "no_contact"
    NO_CHANNEL = "no_channel"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    NOT_THEIRS = "not_theirs"
    DAILY_LIMIT = "daily_limit"
    TOO_LATE = "too_late"
    GAVE_UP = "gave_up"
    UNREADABLE_BOX = "unreadable_box"
    ERASED = "erased"
    SWITCHED_OFF = "switched_off"
    QUIET_HOURS = "quiet_hours"
    IN_DIGEST = "in_digest"
    NOTHING_LEFT = "nothing_left"
    CHANNEL_REFUSES = "channel_refuses"
    FAR_AWAY = "far_away"


HOLDS = frozenset({Why.QUIET_HOURS, Why.IN_DIGEST})
"""Why a message waits although it could be sent."""


class UnknownPolicy(StrEnum):
    """What follows when nobody can know whether a message went out: leave it to a person, or send it again."""

    LEAVE = "leave"
    RESEND = "resend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Either a person, or an address that a report came with (`contact_id`), or nobody who can be reached."""

    person_id: str | None = None
    contact_id: str | None = None

    @property
    def key(self) -> str:
        """What stands for them in the delivery's id."""
        return self.person_id or self.contact_id or "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """facts: codes, numbers, ids and instants that the message is made of. words: what a person wrote.

    box: sealed values that only this message may show (a sign-in's link and code). Both are forgotten in the end.
    event_id: what it tells of. expires_at: after that it says nothing useful. attempts: how often it was put off.
    version: how many events were told of it. is_by_mail: no text message went, so that it goes by mail whatever its
    reader chose.
    """

    id: str
    event_id: str
    message: str
    audience: Audience
    to: Recipient
    channel: Channel = Channel.EMAIL
    priority: Priority = Priority.NEWS
    report_id: str | None = None
    case_id: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    words: str = ""
    box: str | None = None
    planned_at: datetime
    expires_at: datetime | None = None
    correlation_id: str = ""
    status: Status = Status.PENDING
    why: str | None = None
    attempts: int = 0
    version: int = 0
    is_by_mail: bool = False


def delivery_id(event_id: str, to: Recipient, channel: Channel) -> str:
    """The same for the same event, recipient and channel, so that nobody is told the same thing twice (rule R16)."""
    return f"{event_id}:{to.key}:{channel.value}"


def move(status: Status, to: Status) -> Status:
    """Raises: IllegalMove."""
    if to not in MOVES[status]:
        raise IllegalMove(f"{status.value}_to_{to.value}")
    return to


def send_again(status: Status) -> Status:
    """A person decided so; not of what is waiting, being handed over, or went out. Raises: IllegalMove."""
    if status not in {Status.FAILED, Status.UNKNOWN}:
        raise IllegalMove(f"{status.value}_is_not_sent_again")
    return move(status, Status.PENDING)


BACK_OFF = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
GIVES_UP_AFTER = timedelta(days=3)


def next_attempt_at(delivery: Delivery, *, at: datetime) -> datetime | None:
    """When to try again after a passing refusal; None when it has been tried for too long."""
    if at - delivery.planned_at >= GIVES_UP_AFTER:
        return None
    return at + BACK_OFF[min(delivery.attempts, len(BACK_OFF) - 1)]
