"""Everything that was written to somebody, in the words that were sent, the newest first; also what was not mailed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.letter import COPY_FOR
from services.notify.domain.somebody import Person
from services.notify.ports.boxes import Opens
from services.notify.ports.messages import DeliveriesToRead, Kept, Place
from services.notify.ports.people import People
from shared.errors import NotFound
from shared.sealing import Unreadable

A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """subject, body, quote, button, url: as it was sent; empty for one that waits, or whose words were erased.

    status, why: how it fared. due_at: when one that waits is due.
    """

    message: str
    audience: str
    channel: str
    at: datetime
    status: str
    why: str | None
    due_at: datetime
    subject: str
    body: str
    quote: str
    button: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """after: where the next page begins; None on the last one."""

    messages: Sequence[ShownMessage]
    after: Place | None


def my_messages(
    person_id: str, *, before: Place | None, people: People, deliveries: DeliveriesToRead, opens: Opens
) -> MessagePage:
    """Raises: NotFound, also for somebody who was erased."""
    person = people.get(person_id).state
    if person.is_erased:
        raise NotFound(person_id)
    contacts = {each: person.opens_from.get(each) for each in person.verified}
    found = deliveries.page_to(person_id, contacts, A_PAGE + 1, known_from=person.known_from, before=before)
    page = found[:A_PAGE]
    last = page[-1].delivery if len(found) > A_PAGE else None
    return MessagePage(
        messages=[shown for each in page if (shown := _shown(each, person_id, person, opens))],
        after=Place(planned_at=last.planned_at, id=last.id) if last else None,
    )


def read_copy(copy: str | None, opens: Opens, person_id: str) -> Mapping[str, str]:
    """What was sent to them; nothing for what was not, was for who had the address before, or opens no more."""
    try:
        read = opens.open(copy) if copy else {}
    except Unreadable:
        return {}
    return read if read.get(COPY_FOR, person_id) == person_id else {}


def _shown(kept: Kept, person_id: str, person: Person, opens: Opens) -> ShownMessage | None:
    """None for what came to their number when it was somebody else's."""
    copy, delivery = read_copy(kept.copy, opens, person_id), kept.delivery
    if not copy and delivery.to.person_id is None and delivery.to.contact_id not in person.mailboxes:
        return None
    return ShownMessage(
        message=delivery.message,
        audience=delivery.audience,
        channel=delivery.channel,
        at=delivery.planned_at,
        status=delivery.status,
        why=delivery.why,
        due_at=kept.due_at,
        subject=copy.get("subject", ""),
        body=copy.get("body", ""),
        quote=copy.get("quote", ""),
        button=copy.get("button", ""),
        url=copy.get("url", ""),
    )
