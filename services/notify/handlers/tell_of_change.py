"""Tell every address that was somebody's before that a way to them changed: it may not have been they who did it."""

from enum import StrEnum

from services.notify.domain.delivery import Audience, Delivery, Priority, Recipient, delivery_id
from services.notify.domain.reaching import CHANNEL_OF
from services.notify.domain.sending import PHONE, WAYS_CHANGED
from services.notify.domain.somebody import Contact, Person
from services.notify.ports.messages import Deliveries
from shared.clock import Clock
from shared.observability.context import correlation_id


class Change(StrEnum):
    """What came or went; the message says this, and no address."""

    EMAIL_ADDED = "email_added"
    PHONE_ADDED = "phone_added"
    EMAIL_REMOVED = "email_removed"
    PHONE_REMOVED = "phone_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"


def added(kind: str) -> Change:
    return Change.PHONE_ADDED if kind == PHONE else Change.EMAIL_ADDED


def removed(kind: str) -> Change:
    return Change.PHONE_REMOVED if kind == PHONE else Change.EMAIL_REMOVED


def tell_of_change(before: Person, change: Change, *, name: str, deliveries: Deliveries, clock: Clock) -> None:
    """before: as they were, so that an address which goes hears of it, and one that comes does not.

    name: of this change. Comes before it is written: told once too often is better than not at all. Twice is once.
    """
    deliveries.plan(
        [
            _delivery(contact_id, contact, before.language, change, name, clock)
            for contact_id, contact in before.verified.items()
        ]
    )


def _delivery(contact_id: str, contact: Contact, language: str, change: Change, name: str, clock: Clock) -> Delivery:
    to, event_id, channel = Recipient(contact_id=contact_id), f"ways-{name}", CHANNEL_OF[contact.kind]
    return Delivery(
        id=delivery_id(event_id, to, channel),
        event_id=event_id,
        message=WAYS_CHANGED,
        audience=Audience.PERSON,
        to=to,
        channel=channel,
        priority=Priority.SAFETY,
        facts={"language": language, "change": change.value},
        box=contact.box,
        planned_at=clock.now(),
        correlation_id=correlation_id(),
    )
