"""What somebody sees of themselves: what they are called, where they are reached, and what they hear about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.notify.domain.matter import Matter
from services.notify.domain.person import Contact
from services.notify.domain.subscription import Standing, Subscription
from services.notify.ports.matters import Matters, Subscriptions
from services.notify.ports.messages import Opens
from services.notify.ports.people import People, Roles
from shared.clock import Clock
from shared.sealing import Unreadable

MOST_REPORTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownContact:
    """address: their own, as they see it; empty where the box cannot be opened."""

    kind: str
    address: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardReport:
    """A report they hear about, or no longer. secret: of the page that shows it to them alone; empty if unknown."""

    reference: str
    secret: str
    category: str
    report_status: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPage:
    """roles: as triage told them last."""

    name: str
    language: str
    contacts: Sequence[ShownContact]
    reports: Sequence[HeardReport]
    roles: frozenset[str]


def my_page(
    person_id: str,
    *,
    people: People,
    roles: Roles,
    subscriptions: Subscriptions,
    matters: Matters,
    opens: Opens,
    clock: Clock,
) -> MyPage:
    """Raises: NotFound."""
    person = people.get(person_id).state
    heard = subscriptions.of_contacts(list(person.verified), MOST_REPORTS)
    known = matters.many([each.report_id for each in heard])
    return MyPage(
        name=person.name,
        language=person.language,
        contacts=[shown_contact(contact, opens) for contact in person.contacts.values()],
        reports=[_heard(known[each.report_id], each, opens) for each in heard if each.report_id in known],
        roles=roles.of(person_id, clock.now()),
    )


def shown_contact(contact: Contact, opens: Opens) -> ShownContact:
    """As its owner sees it."""
    address = _in_the_box(contact.box, opens).get("address", "")
    return ShownContact(kind=contact.kind, address=address, is_verified=contact.is_verified)


def _in_the_box(box: str, opens: Opens) -> Mapping[str, str]:
    try:
        return opens.open(box)
    except Unreadable:
        return {}


def _heard(matter: Matter, subscription: Subscription, opens: Opens) -> HeardReport:
    return HeardReport(
        reference=matter.reference,
        secret=_in_the_box(subscription.box, opens).get("secret", ""),
        category=matter.category,
        report_status="withdrawn" if matter.is_withdrawn else matter.case.report_status if matter.case else "received",
        is_active=subscription.standing is Standing.ACTIVE,
    )
