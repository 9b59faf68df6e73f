"""Nine mistakes that others have made, each planted by replacing one part of the small house."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError
from kafka.structs import TopicPartition

from services.intake.domain.report import Report
from services.intake.domain.report_evolve import evolve
from services.notify.domain.delivery import Delivery, Phase, UnknownPolicy
from services.notify.ports.messages import Claim, Result
from shared.events.fold import fold
from shared.events.intake import ReportEvent
from shared.kafka.dead_letters import DeadLetters, Letter
from shared.kafka.publisher import Message, Publisher
from shared.mongo.changes import Pending
from shared.repository import Found
from tests.fakes.notify_messages import FakeDeliveries
from tests.unit.books.broker import MemoryConsumer
from tests.unit.books.fate import Killed
from tests.unit.books.house import Parts
from tests.unit.books.stores import MortalDeliveries, MortalReports, ReportsOutbox

Batch = Mapping[TopicPartition, list[ConsumerRecord]]


class ThrowsAway(MemoryConsumer):
    """Polls once more while a handler is slow, to be thought alive, and forgets what that brought."""

    def poll(self, **settings: Any) -> Batch:  # noqa: ANN401 -- as its model
        batch = super().poll(**settings)
        super().poll(**settings)
        return batch


class CommitsFirst(MemoryConsumer):
    """Commits when it has read, not when the work is done."""

    def poll(self, **settings: Any) -> Batch:  # noqa: ANN401 -- as its model
        batch = super().poll(**settings)
        self.broker.committed.update({place: records[-1].offset + 1 for place, records in batch.items()})
        return batch


class KnowsNoKeys(MortalReports):
    """No unique index on the request's name."""

    def _must_be_new(self, found: Found[Report], events: Sequence[ReportEvent]) -> None:
        """Everything is."""


class AnswersEarly(MortalReports):
    """Says that it is kept, and writes it in the next moment, in which it may be killed."""

    def append(self, found: Found[Report], events: Sequence[ReportEvent], *, by: str) -> Found[Report]:
        self._must_be_new(found, events)
        with suppress(Killed):  # The answer was already on its way.
            self.fate(lambda: self.keep(found, events, by=by))
        return Found(id=found.id, state=fold(evolve, found.state, events), version=len(events))


class Hasty(Publisher):
    """Looks at each send without patience, and takes no answer for a good one."""

    def publish(self, messages: Sequence[Message]) -> Sequence[KafkaError | None]:
        for each in messages:
            self._producer.send(each.topic, key=each.key, value=each.value, headers=each.headers).get(timeout=0)
        return [None] * len(messages)


class Drops(DeadLetters):
    """What cannot be read is passed over."""

    def set_aside(self, letter: Letter, reason: str) -> None:
        """Nobody will ask for it."""


class NoFence(MortalDeliveries):
    """Whoever once held a message goes on, whoever holds it now."""

    def begin(self, delivery: Delivery, claim: Claim, done: Sequence[Result]) -> None:
        self.settle(claim, done)
        self._fate(lambda: self._begin(delivery, claim))

    def _begin(self, delivery: Delivery, claim: Claim) -> None:
        held = self.kept[delivery.id]
        held.claim, held.phase, held.is_leased = claim.id, Phase.HANDING_OVER, True

    def settle(self, claim: Claim, done: Sequence[Result]) -> None:
        mine = [each for each in done if self.kept[each.delivery.id].claim == claim.id]
        theirs = [each for each in mine if self.kept[each.delivery.id].delivery.status.value == "sending"]
        self._fate(lambda: FakeDeliveries.settle(self, claim, theirs))


class MarksFirst(ReportsOutbox):
    """Takes what it reads for published."""

    def pending(self, limit: int) -> Sequence[Pending]:
        batch = super().pending(limit)
        self.forget(batch)
        return batch


MISTAKES: Mapping[str, tuple[Parts, set[str]]] = {
    "records polled during a slow handler are thrown away": (Parts(consumer=ThrowsAway), {"open"}),
    "commit before the work": (Parts(consumer=CommitsFirst), {"open"}),
    "no unique key": (Parts(reports=KnowsNoKeys), {"strangers"}),
    "2xx before the database's answer": (Parts(reports=AnswersEarly), {"lost"}),
    "unknown is tried again": (Parts(unknown=UnknownPolicy.RESEND), {"sent_twice"}),
    "get(timeout=0) is taken for an acknowledgement": (Parts(publisher=Hasty), {"open"}),
    "dead letters are dropped": (Parts(letters=Drops), {"dropped"}),
    "a lease without a fence": (Parts(deliveries=NoFence), {"sent_twice"}),
    "the relay marks before the acknowledgement": (Parts(outbox=MarksFirst), {"open"}),
}
"""By what it is: the part, and the promises that it breaks. Not all of them break in every run."""
