"""What a gateway tells of a text message after it took it, and what that makes of the delivery."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.notify.domain.delivery import Status


class Outcome(StrEnum):
    """Whether it is on the phone, or never will be."""

    ARRIVED = "arrived"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """reference: of the message, as the gateway was told it."""

    reference: str
    outcome: Outcome
    at: datetime


def reference_of(delivery_id: str) -> str:
    """A name for outside: the delivery's own says what was told to whom."""
    return hashlib.sha256(f"sms:{delivery_id}".encode()).hexdigest()[:32]


def after(status: Status, outcome: Outcome, *, has_arrived: bool) -> Status | None:
    """What becomes of it, or None where it stays as it is: told twice, told too late, or not settled yet.

    What arrived has arrived, in whatever order that is told.
    """
    match outcome:
        case Outcome.ARRIVED if status in {Status.UNKNOWN, Status.FAILED, Status.PENDING}:
            return Status.SENT
        case Outcome.LOST if status in {Status.UNKNOWN, Status.SENT} and not has_arrived:
            return Status.FAILED
        case _:
            return None
