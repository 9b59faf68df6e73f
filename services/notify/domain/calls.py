"""Calls for help: messages by which professionals hear that somebody may be in danger now."""

from collections.abc import Iterable

from services.notify.domain.delivery import Audience, Delivery, Priority, Status

PROFESSIONALS = frozenset({Audience.COORDINATOR, Audience.CASEWORKER})
UNREACHED = frozenset({Status.FAILED, Status.SUPPRESSED, Status.UNKNOWN})
"""Whoever it was for did not get it, or may not have got it."""

UNDER_WAY = frozenset({Status.PENDING, Status.SENDING})


def is_call(delivery: Delivery) -> bool:
    return delivery.priority is Priority.SAFETY and delivery.audience in PROFESSIONALS


def is_late(call: Delivery, status: Status) -> bool:
    """Whether it did not reach its reader when it was sent: for good, or put off for the first time."""
    return status in UNREACHED or (status is Status.PENDING and call.attempts == 0)


def is_unheard(calls: Iterable[Delivery]) -> bool:
    """Nobody of all who were called because of one event was reached: people who run this must hear of it.

    Whose mail is sent for the first time may hear yet; one that was put off may come hours late, and none is waited for
    once another could not be delivered.
    """
    told = list(calls)
    may_hear = any(each.status is Status.SENT or (each.status in UNDER_WAY and not each.attempts) for each in told)
    return not may_hear and any(each.status in UNREACHED for each in told)
