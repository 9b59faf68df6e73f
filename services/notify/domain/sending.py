"""What stands between a planned message and its sending, looked at anew in the moment before it goes out."""

from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.delivery import Audience, Delivery, Status, Why
from services.notify.domain.matter import Matter
from services.notify.domain.subscription import Standing

EMAIL = "email"
MATTERS_MOST = frozenset({"routed", "asking", "resolved"})
"""Of a day's last messages one is kept for these: who has it, and whether it is fixed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who will read it. box: their address, sealed. standing: whether they want to hear about this report."""

    contact_id: str
    box: str
    language: str
    is_verified: bool
    name: str = ""
    standing: Standing = Standing.ACTIVE
    is_disowned: bool = False
    sent_today: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCaps:
    """How many messages about reports one address gets in a day."""

    unverified: int
    verified: int


def objection(
    delivery: Delivery, *, matter: Matter | None, reader: Reader | None, caps: DailyCaps, at: datetime
) -> Why | None:
    """Why this message must not go out, or None."""
    if delivery.expires_at is not None and at >= delivery.expires_at:
        return Why.TOO_LATE
    if reader is None:
        return Why.NO_CONTACT
    if delivery.audience is not Audience.REPORTER:
        return None
    return _reporters_objection(delivery, matter, reader, caps)


def counts_for_the_day(delivery: Delivery, status: Status) -> bool:
    """Whether it takes one of its reader's places: only what is about a report does, for anybody may ask for a sign-in.

    What may have arrived counts as if it had.
    """
    return delivery.audience is Audience.REPORTER and status in {Status.SENT, Status.UNKNOWN}


def is_hushed(delivery: Delivery, matter: Matter | None) -> bool:
    """Whether the message may only say that there is news (rule R14).

    What a neighbour is asked holds only what rule R5 lets them know, so that it is hushed by signs alone.
    """
    if matter is None:
        return False
    return matter.is_sensitive if delivery.audience is Audience.HELPER else matter.is_hushed


def _reporters_objection(delivery: Delivery, matter: Matter | None, reader: Reader, caps: DailyCaps) -> Why | None:
    if matter is not None and matter.is_withdrawn:
        return Why.WITHDRAWN
    if reader.standing is Standing.STOPPED:
        return Why.STOPPED
    if reader.standing is Standing.NOT_THEIRS or (reader.is_disowned and not reader.is_verified):
        return Why.NOT_THEIRS
    room = (caps.verified if reader.is_verified else caps.unverified) - reader.sent_today
    needed = 1 if delivery.message in MATTERS_MOST else 2
    return Why.DAILY_LIMIT if room < needed else None
