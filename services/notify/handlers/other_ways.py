"""The other way of a message whose own does not lead to its reader, and what becomes of others while nothing goes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.notify.domain.delivery import Channel, Delivery, Status, Why
from services.notify.domain.detours import goes_by_mail, is_left_waiting
from services.notify.domain.matter import Matter
from services.notify.domain.sending import Reader, objection
from services.notify.handlers.post_office import Message, PostOffice
from services.notify.ports.messages import Known, Result

LOOKED_AT_AGAIN_AFTER = timedelta(minutes=1)
"""Whoever runs this hears of each so often that waits too long."""

OTHERS = 500
"""So many further messages are looked at while a gateway is away: who waits for a phone alone hides nobody else."""


def redirected(delivery: Delivery, channel: Channel | None, *, at: datetime) -> Result:
    """Whoever sends by the channel that leads to its reader now finds it due."""
    return Result(delivery=delivery, status=Status.PENDING, at=at, next_at=at, channel=channel)


def by_mail(
    delivery: Delivery, reader: Reader | None, matter: Matter | None, *, at: datetime, is_refused: bool
) -> Result | None:
    """Where it must not wait for a phone; the same message, so that nobody can be told twice."""
    if reader is None or not goes_by_mail(delivery, reader, matter, at=at, is_refused=is_refused):
        return None
    return Result(
        delivery=delivery,
        status=Status.PENDING,
        at=at,
        why=Why.CHANNEL_REFUSES if is_refused else None,
        next_at=at,
        channel=Channel.EMAIL,
        is_by_mail=True,
    )


def while_away(delivery: Delivery, *, known: Known, sends: Channel, at: datetime) -> Result | None:
    """What is decided of a message without handing it over; None for one that is due on as it was."""
    reader, matter = known.readers.get(delivery.id), known.matters.get(delivery.report_id or "")
    why = objection(delivery, matter=matter, reader=reader, at=at)
    if why is not None or reader is None:
        return Result(delivery=delivery, status=Status.SUPPRESSED, at=at, why=why)
    if reader.by not in {None, sends}:
        return redirected(delivery, reader.by, at=at)
    turned = by_mail(delivery, reader, matter, at=at, is_refused=False)
    return turned or _left_waiting(delivery, matter, at=at)


def see_to_others(*, office: PostOffice[Message]) -> Sequence[Result]:
    """The same for what is due after a batch of text messages that is still claimed; a mail has no other way.

    Raises: TryAgain when the database is away: what was taken is due again when its lease ends.
    """
    if office.sends is not Channel.SMS:
        return ()
    claim = office.deliveries.claim(OTHERS, at=office.clock.now(), channel=office.sends)
    if not claim.deliveries:
        return ()
    known, at = office.archive.about(claim.deliveries), office.clock.now()
    found = (while_away(each, known=known, sends=office.sends, at=at) for each in claim.deliveries)
    results = [each for each in found if each is not None]
    office.deliveries.settle(claim, results)
    office.deliveries.give_back(claim)
    return results


def _left_waiting(delivery: Delivery, matter: Matter | None, *, at: datetime) -> Result | None:
    if not is_left_waiting(delivery, matter, at=at):
        return None
    next_at = at + LOOKED_AT_AGAIN_AFTER
    return Result(delivery=delivery, status=Status.PENDING, at=at, next_at=next_at, is_stuck=True, was_away=True)
