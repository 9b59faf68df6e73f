"""What somebody sees of themselves: what they are called, where they are reached, and what they hear about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.notify.domain.matter import Matter
from services.notify.domain.somebody import Contact, Person
from services.notify.domain.subscription import Standing, Subscription
from services.notify.ports.boxes import Opens
from services.notify.ports.matters import Matters, Subscriptions
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
    is_written_to: bool


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
    heard = subscriptions.of_contacts(list(person.mailboxes), MOST_REPORTS, opens_from=person.opens_from)
    known = matters.many([each.report_id for each in heard])
    return MyPage(
        name=person.name,
        language=person.language,
        contacts=shown_contacts(person, opens),
        reports=[_heard(known[each.report_id], each, opens) for each in heard if each.report_id in known],
        roles=roles.of(person_id, clock.now()),
    )


def shown_contacts(person: Person, opens: Opens) -> Sequence[ShownContact]:
    """As their owner sees them, the oldest first."""
    return [
        ShownContact(
            kind=contact.kind,
            address=address_in(contact, opens),
            is_verified=contact.is_verified,
            is_written_to=contact_id == person.reached_at,
        )
        for contact_id, contact in person.contacts.items()
    ]


def address_in(contact: Contact, opens: Opens) -> str:
    """Empty where the box cannot be opened."""
    return _in_the_box(contact.box, opens).get("address", "")


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
