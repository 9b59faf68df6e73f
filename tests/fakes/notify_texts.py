"""Text messages in memory: a gateway that does as it is told, what it tells afterwards, and who said stop."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from services.notify.domain import answer as an_answer
from services.notify.domain.answer import Answer, AnswerEvent
from services.notify.domain.delivery import Audience, Channel, Delivery, Status
from services.notify.domain.mail_reply import newest_of_each
from services.notify.domain.receipt import Outcome, Receipt, after, reference_of
from services.notify.domain.sms import Sms
from services.notify.ports.messages import Result
from services.notify.ports.texts import GivenAnswer
from shared.clock import Clock
from shared.errors import NotFound
from tests.fakes.notify_messages import FakeDeliveries, Held
from tests.fakes.repository import FakeRepository

UNSETTLED = {Status.PENDING, Status.SENDING}
GOT = {Status.SENDING, Status.SENT, Status.UNKNOWN}


class PlainTexts:
    """Passes as `ports.writing.Texts`: says the message's name and nothing else."""

    def write(self, delivery: Delivery, opened: Mapping[str, str], **_: object) -> Sms:
        return Sms(to=opened["address"], text=delivery.message, reference=reference_of(delivery.id))


@dataclass(slots=True)
class FakeSmsChannel:
    """Passes as `ports.channels.SmsChannel`. refuses: raised before the brink. falls: raised after it, by number."""

    refuses: dict[str, Exception] = field(default_factory=dict)
    falls: dict[str, Exception] = field(default_factory=dict)
    taken: list[Sms] = field(default_factory=list)

    def hand_over(self, message: Sms, /, *, at_the_brink: Callable[[], None]) -> None:
        if message.to in self.refuses:
            raise self.refuses[message.to]
        at_the_brink()
        if message.to in self.falls:
            raise self.falls[message.to]
        self.taken.append(message)

    def close(self) -> None:
        """There is no line."""


@dataclass(slots=True)
class FakeReceipts:
    """Passes as `ports.messages.Receipts`."""

    deliveries: FakeDeliveries
    early: dict[str, Receipt] = field(default_factory=dict)
    arrived: set[str] = field(default_factory=set)

    def apply(self, receipt: Receipt) -> Result | None:
        held = next((each for each in self.deliveries.kept.values() if _is_meant(each, receipt)), None)
        if held is None:
            raise NotFound(receipt.reference)
        return self._apply(held, receipt)

    def overtaken(self) -> Sequence[Result]:
        kept = {name: self.deliveries.kept[name] for name in self.early}
        settled = {name: held for name, held in kept.items() if self._is_told_apart(held.delivery)}
        results = [self._apply(held, self.early.pop(name)) for name, held in settled.items()]
        return [each for each in results if each is not None]

    def _is_told_apart(self, delivery: Delivery) -> bool:
        has_arrived = self.early[delivery.id].outcome is Outcome.ARRIVED
        return delivery.status not in UNSETTLED or (delivery.status is Status.PENDING and has_arrived)

    def _apply(self, held: Held, receipt: Receipt) -> Result | None:
        delivery = held.delivery
        to = after(delivery.status, receipt.outcome, has_arrived=delivery.id in self.arrived)
        if to is None and delivery.status in UNSETTLED:
            known = self.early.get(delivery.id)
            self.early[delivery.id] = known if known and known.outcome is Outcome.ARRIVED else receipt
            return None
        if receipt.outcome is Outcome.ARRIVED:
            self.arrived.add(delivery.id)
        if to is None:
            return None
        why = "not_delivered" if to is Status.FAILED else None
        held.delivery = replace(delivery, status=to, why=why)
        return Result(delivery=delivery, status=to, at=receipt.at, why=why)


def _is_meant(held: Held, receipt: Receipt) -> bool:
    return held.delivery.channel is Channel.SMS and reference_of(held.delivery.id) == receipt.reference


@dataclass(frozen=True, slots=True)
class FakeQuestions:
    """Passes as `ports.texts.Questions`."""

    deliveries: FakeDeliveries

    def asked(self, person_id: str, *, since: datetime) -> Sequence[Delivery]:
        theirs = (each for each in self.deliveries.all if each.to.person_id == person_id and each.planned_at >= since)
        texted = (each for each in theirs if each.message == "invited" and each.channel is Channel.SMS)
        return [each for each in texted if each.status in GOT]


@dataclass(frozen=True, slots=True)
class FakeTexted:
    """Passes as `ports.texts.Texted`."""

    deliveries: FakeDeliveries

    def newest(
        self, contact_ids: Collection[str], person_id: str | None, limit: int, *, since: datetime
    ) -> Sequence[Delivery]:
        got = [each for each in self.deliveries.all if each.channel is Channel.SMS and each.status in GOT]
        theirs = [each for each in got if each.planned_at >= since and _is_to(each, contact_ids, person_id)]
        newest = sorted(theirs, key=lambda each: each.planned_at, reverse=True)
        return list(newest_of_each(newest))[:limit]


def _is_to(delivery: Delivery, contact_ids: Collection[str], person_id: str | None) -> bool:
    match delivery.audience:
        case Audience.REPORTER:
            return delivery.to.contact_id in contact_ids
        case Audience.HELPER:
            return person_id is not None and delivery.to.person_id == person_id
        case _:
            return False


class FakeSilence:
    """Passes as `ports.texts.Silence`."""

    def __init__(self) -> None:
        self.known: dict[str, datetime] = {}

    def add(self, contact_id: str, at: datetime) -> None:
        self.known[contact_id] = at

    def remove(self, contact_id: str) -> None:
        self.known.pop(contact_id, None)

    def since(self, contact_ids: Collection[str]) -> Mapping[str, datetime]:
        return {each: at for each, at in self.known.items() if each in contact_ids}


class FakeAnswers(FakeRepository[Answer, AnswerEvent]):
    """Passes as `ports.texts.Answers`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=an_answer.NOT_HEARD, evolve=an_answer.evolve, clock=clock)

    def of_person(self, person_id: str) -> Sequence[GivenAnswer]:
        theirs = (each.state for each in self._found.values() if each.state.person_id == person_id)
        given = [GivenAnswer(says=each.says, heard_at=each.heard_at) for each in theirs]
        return sorted(given, key=lambda each: each.heard_at or datetime.min.replace(tzinfo=UTC))
