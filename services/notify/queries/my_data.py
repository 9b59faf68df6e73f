"""All that notify holds about somebody, for them to take with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.delivery import Delivery
from services.notify.domain.subscription import Standing, Subscription
from services.notify.ports.matters import Matters, Subscriptions
from services.notify.ports.messages import Deliveries, Opens
from services.notify.ports.people import People, Roles, Sessions
from services.notify.ports.sign_in import PasskeysByPerson
from services.notify.queries.my_page import ShownContact, shown_contact
from services.notify.queries.my_passkeys import SeenPasskey, my_passkeys
from services.notify.queries.my_sessions import SeenSession, my_sessions
from shared.clock import Clock
from shared.errors import NotFound

MOST = 10_000
"""Of messages and of reports: more than a person has, and as much as one answer holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSubscription:
    """A report that came with an address of theirs. reference: empty where the report is not known any more."""

    report_id: str
    reference: str
    since: datetime
    language: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMessage:
    """One message to them, and how it fared. words: what a person wrote in it, as long as it is kept."""

    message: str
    audience: str
    channel: str
    report_id: str | None
    planned_at: datetime
    status: str
    why: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """sessions: those that stand."""

    person_id: str
    name: str
    language: str
    contacts: Sequence[ShownContact]
    roles: Sequence[str]
    sessions: Sequence[SeenSession]
    passkeys: Sequence[SeenPasskey]
    subscriptions: Sequence[HeldSubscription]
    messages: Sequence[HeldMessage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where notify keeps what is about people."""

    people: People
    roles: Roles
    sessions: Sessions
    subscriptions: Subscriptions
    matters: Matters
    deliveries: Deliveries
    passkeys: PasskeysByPerson
    opens: Opens


def my_data(person_id: str, *, shelves: Shelves, clock: Clock) -> MyData:
    """Raises: NotFound, also for somebody who was erased."""
    person = shelves.people.get(person_id).state
    if person.is_erased:
        raise NotFound(person_id)
    heard = shelves.subscriptions.of_contacts(list(person.verified), MOST)
    known = shelves.matters.many([each.report_id for each in heard])
    references = {report_id: matter.reference for report_id, matter in known.items()}
    sent = shelves.deliveries.to_somebody(person_id, list(person.verified), [each.report_id for each in heard], MOST)
    return MyData(
        person_id=person_id,
        name=person.name,
        language=person.language,
        contacts=[shown_contact(contact, shelves.opens) for contact in person.contacts.values()],
        roles=sorted(shelves.roles.of(person_id, clock.now())),
        sessions=my_sessions(person_id, sessions=shelves.sessions, clock=clock),
        passkeys=my_passkeys(person_id, passkeys=shelves.passkeys),
        subscriptions=[_subscription(each, references) for each in heard],
        messages=[_message(each) for each in sent],
    )


def _subscription(each: Subscription, references: Mapping[str, str]) -> HeldSubscription:
    return HeldSubscription(
        report_id=each.report_id,
        reference=references.get(each.report_id, ""),
        since=each.since,
        language=each.language,
        standing=each.standing,
    )


def _message(each: Delivery) -> HeldMessage:
    return HeldMessage(
        message=each.message,
        audience=each.audience,
        channel=each.channel,
        report_id=each.report_id,
        planned_at=each.planned_at,
        status=each.status,
        why=each.why,
        words=each.words,
    )
