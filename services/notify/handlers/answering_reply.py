"""Whoever got the mail that is answered, and how they are told what became of their answer; a step of hearing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from services.notify.domain.delivery import Audience, Channel, Delivery, Fact, Priority, Recipient, delivery_id
from services.notify.domain.matter import Matter
from services.notify.domain.sending import EMAIL
from services.notify.domain.somebody import Person
from services.notify.domain.subscription import Standing, Subscription, subscription_id
from services.notify.ports.boxes import Opens
from services.notify.ports.matters import Disowned, Matters, Subscriptions
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import People, Seals
from shared.clock import Clock

SAID_WITHIN = timedelta(days=1)
_OF_THE_PAGE = ("secret",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringDesk:
    """The ports of answering whoever answered."""

    people: People
    matters: Matters
    subscriptions: Subscriptions
    disowned: Disowned
    deliveries: Deliveries
    seals: Seals
    opens: Opens
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondent:
    """Whoever was asked. owner: whose address it is known to be. subscription: by which a reporter hears of it."""

    asked: Delivery
    matter: Matter
    owner: Person | None
    subscription: Subscription | None

    @property
    def helper_id(self) -> str | None:
        """Theirs, where a helper was asked."""
        return self.asked.to.person_id if self.asked.audience is Audience.HELPER else None

    @property
    def is_over(self) -> bool:
        return self.matter.is_over

    @property
    def language(self) -> str:
        """The one in which the mail was written that they answer."""
        if self.subscription is not None:
            return self.subscription.language
        return self.owner.language if self.owner else self.matter.language

    def has(self, contact_id: str) -> bool:
        """Whether this address is theirs: the one that was written to, or another that they confirmed."""
        return contact_id == self.asked.to.contact_id or (self.owner is not None and contact_id in self.owner.mailboxes)

    @property
    def home(self) -> tuple[str, str] | None:
        """The contact_id and the box of the address at which they are told; None where no mail reaches them."""
        if self.owner is not None and (mailboxes := self.owner.mailboxes):
            reached = self.owner.reached_at
            chosen = reached if reached in mailboxes else next(iter(mailboxes))
            return chosen, mailboxes[chosen].box
        if self.subscription is not None and self.subscription.kind == EMAIL:
            return self.subscription.contact_id, self.subscription.box
        return None


def correspondent_of(asked: Delivery, *, desk: AnsweringDesk) -> Correspondent | None:
    """None for whoever is nobody here any more, or said that the address is not theirs."""
    matter = desk.matters.find(asked.report_id or "")
    if matter is None:
        return None
    if asked.audience is Audience.HELPER:
        helper = desk.people.find(asked.to.person_id or "").state
        stands = helper.is_registered and not helper.is_erased
        return Correspondent(asked=asked, matter=matter, owner=helper, subscription=None) if stands else None
    return _reporter(asked, matter, desk)


def _reporter(asked: Delivery, matter: Matter, desk: AnsweringDesk) -> Correspondent | None:
    contact_id = asked.to.contact_id or ""
    subscription = desk.subscriptions.find(subscription_id(matter.report_id, contact_id))
    owner = desk.people.owner_of(contact_id)
    if subscription is None or subscription.standing is Standing.NOT_THEIRS:
        return None
    if owner is None and desk.disowned.is_known(contact_id):
        return None
    return Correspondent(asked=asked, matter=matter, owner=owner.state if owner else None, subscription=subscription)


def answer(message: str, facts: Mapping[str, Fact], somebody: Correspondent, *, name: str, desk: AnsweringDesk) -> None:
    """Say it at an address that is known to be theirs. name: the same for what is to be said once.

    Of the report it names the reference alone: it says nothing that a stranger might not read (rule R14).
    """
    home, at = somebody.home, desk.clock.now()
    if home is None:
        return
    to = Recipient(contact_id=home[0])
    said = Delivery(
        id=delivery_id(name, to, Channel.EMAIL),
        event_id=name,
        message=message,
        audience=Audience.PERSON,
        to=to,
        priority=Priority.ASKED,
        facts={**facts, "language": somebody.language, "helps": somebody.asked.audience is Audience.HELPER},
        box=desk.seals.seal(_opened(home[1], somebody, desk)),
        planned_at=at,
        expires_at=at + SAID_WITHIN,
    )
    desk.deliveries.plan([said])


def _opened(box: str, somebody: Correspondent, desk: AnsweringDesk) -> dict[str, str]:
    """Their address, and for a reporter the way to their page, as in the mail that they answered."""
    address = desk.opens.open(box)["address"]
    page = desk.opens.open(somebody.subscription.box) if somebody.subscription else {}
    return {"kind": EMAIL, "address": address, **{each: page[each] for each in _OF_THE_PAGE if each in page}}
