"""Puts together in one mail a day what somebody does not want at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.delivery import Audience, Channel, Delivery, Recipient, Why, delivery_id
from services.notify.domain.letter import Letter, copy_for
from services.notify.domain.preferences import DIGEST, may_be_listed
from services.notify.domain.sending import Reader, objection
from services.notify.ports.boxes import Opens
from services.notify.ports.channels import MailChannel
from services.notify.ports.digests import Digests
from services.notify.ports.messages import Archive, Deliveries, Known
from services.notify.ports.people import Seals
from services.notify.ports.writing import Letters
from shared.errors import Undeliverable
from shared.sealing import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyMail:
    """The ports of it."""

    digests: Digests
    archive: Archive
    opens: Opens
    letters: Letters
    seals: Seals
    channel: MailChannel


@dataclass(frozen=True, slots=True)
class Omitted:
    """It is not told in the daily mail, and why. copy: sealed, if its reader may find it among their messages."""

    why: str
    copy: str | None = None


def plan_daily(reader: Reader, when: datetime, *, deliveries: Deliveries) -> str:
    """Its id, by which messages wait for it. It is due like any other message; planning twice is planning once."""
    to = Recipient(person_id=reader.person_id)
    event_id = f"{DIGEST}-{reader.person_id}-{when.isoformat()}"
    digest = Delivery(
        id=delivery_id(event_id, to, Channel.EMAIL),
        event_id=event_id,
        message=DIGEST,
        audience=Audience.PERSON,
        to=to,
        planned_at=when,
    )
    deliveries.plan([digest])
    return digest.id


def put_together(digest: Delivery, reader: Reader, *, daily: DailyMail, at: datetime) -> Letter | None:
    """One letter of all that waited and may still be said; None when that is nothing. Doing it again is harmless.

    Raises: Undeliverable, Unreadable.
    """
    waited = daily.digests.gather(digest.id, at=at)
    known = daily.archive.about(waited)
    found = [(each, _said(each, digest, known, daily, at)) for each in waited]
    told = [(each.id, said) for each, said in found if isinstance(said, Letter)]
    daily.digests.keep({name: daily.seals.seal(copy_for(reader.person_id or "", letter.copy)) for name, letter in told})
    for each, omitted in found:
        if isinstance(omitted, Omitted):
            daily.digests.leave_out(each.id, omitted.why, at=at, copy=omitted.copy)
    if not told:
        return None
    address = daily.opens.open(reader.box)["address"]
    return daily.letters.write_digest(digest, [letter for _, letter in told], to=address, reader=reader, at=at)


def _said(delivery: Delivery, digest: Delivery, known: Known, daily: DailyMail, at: datetime) -> Letter | Omitted:
    """In its own words, as they are now."""
    reader, matter = known.readers.get(delivery.id), known.matters.get(delivery.report_id or "")
    why = objection(delivery, matter=matter, reader=reader, at=at)
    if reader is None or why is not None:
        return Omitted(why or Why.NO_CONTACT)
    if reader.person_id != digest.to.person_id:
        return Omitted(Why.NOT_THEIRS)
    try:
        opened = daily.opens.open(delivery.box or reader.box)
        letter = daily.letters.write(delivery, opened, matter=matter, reader=reader, names=known.names, at=at)
    except Unreadable:
        return Omitted(Why.UNREADABLE_BOX)
    except Undeliverable as final:
        return Omitted(final.reason)
    is_wanted = may_be_listed(delivery, reader.preferences)
    return letter if is_wanted else Omitted(Why.SWITCHED_OFF, daily.seals.seal(copy_for(reader.person_id, letter.copy)))


def told_in(digest: Delivery, *, daily: DailyMail) -> Sequence[Delivery]:
    """What it tells of."""
    return daily.digests.of(digest.id)
