"""All that notify holds about somebody, for them to take with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.delivery import Delivery
from services.notify.domain.pin import Pin
from services.notify.domain.preferences import Preferences
from services.notify.domain.somebody import Person
from services.notify.domain.subscription import Standing, Subscription
from services.notify.ports.boxes import Opens
from services.notify.ports.matters import Matters, Subscriptions
from services.notify.ports.messages import DeliveriesToRead
from services.notify.ports.people import People, Roles, Sessions
from services.notify.ports.replies import GivenReply, Replies
from services.notify.ports.sign_in import PasskeysByPerson
from services.notify.ports.texts import Answers, GivenAnswer, Silence
from services.notify.queries.my_messages import read_copy
from services.notify.queries.my_page import ShownContact, address_in, shown_contacts
from services.notify.queries.my_passkeys import SeenPasskey, seen
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
    """One message to them, and how it fared. words: what a person wrote in it, as long as it is kept.

    subject, said: what they were told, in the words that were sent; empty where nothing was, or it was erased.
    """

    message: str
    audience: str
    channel: str
    report_id: str | None
    planned_at: datetime
    status: str
    why: str | None
    words: str
    subject: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStop:
    """A number of theirs that said STOP."""

    address: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """sessions: those that stand. organisation: who they are at its sign-in. answers, stops: by text message.

    replies: by mail, about their tasks.
    """

    person_id: str
    name: str
    language: str
    contacts: Sequence[ShownContact]
    preferences: Preferences
    roles: Sequence[str]
    sessions: Sequence[SeenSession]
    passkeys: Sequence[SeenPasskey]
    organisation: Pin | None
    subscriptions: Sequence[HeldSubscription]
    messages: Sequence[HeldMessage]
    answers: Sequence[GivenAnswer]
    replies: Sequence[GivenReply]
    stops: Sequence[HeldStop]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where notify keeps what is about people."""

    people: People
    roles: Roles
    sessions: Sessions
    subscriptions: Subscriptions
    matters: Matters
    deliveries: DeliveriesToRead
    passkeys: PasskeysByPerson
    answers: Answers
    replies: Replies
    silence: Silence
    opens: Opens


def my_data(person_id: str, *, shelves: Shelves, clock: Clock) -> MyData:
    """Raises: NotFound, also for somebody who was erased."""
    person = shelves.people.get(person_id).state
    if person.is_erased:
        raise NotFound(person_id)
    heard = shelves.subscriptions.of_contacts(list(person.mailboxes), MOST, opens_from=person.opens_from)
    known = shelves.matters.many([each.report_id for each in heard])
    references = {report_id: matter.reference for report_id, matter in known.items()}
    reports = [each.report_id for each in heard]
    told = shelves.deliveries.to_somebody(person_id, list(person.mailboxes), reports, MOST)
    sent = [each for each in told if person.known_from is None or each.planned_at >= person.known_from]
    copies = shelves.deliveries.copies_of([each.id for each in sent])
    passkeys = shelves.passkeys.find(person_id).state
    return MyData(
        person_id=person_id,
        name=person.name,
        language=person.language,
        contacts=shown_contacts(person, shelves.opens),
        preferences=person.preferences,
        roles=sorted(shelves.roles.of(person_id, clock.now())),
        sessions=my_sessions(person_id, sessions=shelves.sessions, clock=clock),
        passkeys=seen(passkeys),
        organisation=passkeys.pinned,
        subscriptions=[_subscription(each, references) for each in heard],
        messages=[_message(each, read_copy(copies.get(each.id), shelves.opens, person_id)) for each in sent],
        answers=shelves.answers.of_person(person_id),
        replies=shelves.replies.of_person(person_id),
        stops=_stops(person, shelves),
    )


def _stops(person: Person, shelves: Shelves) -> Sequence[HeldStop]:
    said = shelves.silence.since(list(person.contacts))
    return [HeldStop(address=address_in(person.contacts[each], shelves.opens), since=at) for each, at in said.items()]


def _subscription(each: Subscription, references: Mapping[str, str]) -> HeldSubscription:
    return HeldSubscription(
        report_id=each.report_id,
        reference=references.get(each.report_id, ""),
        since=each.since,
        language=each.language,
        standing=each.standing,
    )


def _message(each: Delivery, copy: Mapping[str, str]) -> HeldMessage:
    return HeldMessage(
        message=each.message,
        audience=each.audience,
        channel=each.channel,
        report_id=each.report_id,
        planned_at=each.planned_at,
        status=each.status,
        why=each.why,
        words=each.words,
        subject=copy.get("subject", ""),
        said="\n\n".join(copy[part] for part in ("body", "quote") if copy.get(part)),
    )
