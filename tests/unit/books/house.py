"""The way of a report from the request to the mail, with everything that is ours and stores in memory.

Real are: taking a report, the relay, the publisher, the consumer, dead letters, sending and sweeping. Any of the parts
can be replaced by one with a mistake in it.
"""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from typing import Any

from kafka.errors import KafkaError

from bench.replay.books import Attempt, Books
from services.intake.domain.draft import Unacceptable
from services.intake.handlers.receive_report import ReceiveReport, Request, receive_report
from services.intake.ports import Mint
from services.notify.domain.delivery import ENDS, Recipient, UnknownPolicy
from services.notify.domain.letter import Letter
from services.notify.domain.sending import DailyCaps
from services.notify.handlers.post_office import PostOffice
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.handlers.send_messages import SendMessages, send_messages
from shared.clock import StoppedClock
from shared.events.event import Received
from shared.events.topics import INTAKE_REPORTS
from shared.kafka.consumer import Consumer
from shared.kafka.dead_letters import DeadLetters
from shared.kafka.publisher import Publisher
from shared.relay import Relay
from tests.factories.notify import ADA_BOX, ADA_CONTACT, NOON, delivery, matter, reader
from tests.factories.reports import CATALOGUE, WORDS, draft, receive
from tests.fakes.intake import FakeContacts, FakePlaces, counting_mint
from tests.fakes.notify_digests import FakeArchive, FakeDayPlaces
from tests.fakes.notify_letters import PlainLetters
from tests.fakes.notify_people import GlassBoxes
from tests.fakes.post_office import daily_mail
from tests.unit.books.broker import MemoryBroker, MemoryConsumer, MemoryProducer
from tests.unit.books.fate import Fate, Killed, NoAnswer
from tests.unit.books.stores import MortalChannel, MortalDeliveries, MortalReports, NothingParked, ReportsOutbox

KEYS = ("one", "two", "three")
BAD_KEY = "without words"
POISON = (b"{", b"[]")
ROUNDS = 6
CREATED, UNPROCESSABLE = 201, 422


class FreeLease:
    """Nobody else relays; or somebody does, which must be harmless."""

    def is_held(self) -> bool:
        return True

    def give_up(self) -> None:
        """Nobody waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a house is built of."""

    reports: Callable[..., MortalReports] = MortalReports
    outbox: Callable[[MortalReports], ReportsOutbox] = ReportsOutbox
    publisher: Callable[[Any], Publisher] = Publisher
    consumer: Callable[..., MemoryConsumer] = MemoryConsumer
    letters: Callable[..., DeadLetters] = DeadLetters
    deliveries: Callable[[Fate], MortalDeliveries] = MortalDeliveries
    unknown: UnknownPolicy = UnknownPolicy.LEAVE


@dataclass(slots=True)
class House:
    """Everything that outlives a process."""

    fate: Fate
    parts: Parts = field(default_factory=Parts)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))
    broker: MemoryBroker = field(default_factory=MemoryBroker)
    archive: FakeArchive = field(default_factory=FakeArchive)
    attempts: list[Attempt] = field(default_factory=list)
    arrived: list[Letter] = field(default_factory=list)
    reports: MortalReports = field(init=False)
    deliveries: MortalDeliveries = field(init=False)
    unreadable: list[str] = field(init=False)
    mint: Mint = field(default_factory=counting_mint)

    def __post_init__(self) -> None:
        self.reports = self.parts.reports(clock=self.clock, fate=self.fate)
        self.deliveries = self.parts.deliveries(self.fate)
        self.fate.others = self._others
        poison = [self.broker.write(INTAKE_REPORTS, f"poison {n}".encode(), value) for n, value in enumerate(POISON)]
        self.unreadable = [f"{each.topic}:{each.partition}:{each.offset}" for each in poison]

    def live(self) -> Books:
        """Let everything happen until nothing moves, and draw up the books."""
        for _ in range(ROUNDS):
            self._ask()
            self.work()
        return self.books()

    def work(self) -> None:
        """Each process goes on as far as it can."""
        for act in (self._relay, self._consume, self._send):
            self._alive(act)
            self.clock.advance(timedelta(minutes=1))

    def hear_again(self, seed: int) -> None:
        """All topics from the beginning, in another order across keys."""
        self.broker.committed.clear()
        logs = list(self.broker.logs.items())
        random.Random(seed).shuffle(logs)  # noqa: S311 -- an order, not a secret
        self.broker.logs = dict(logs)
        self.broker.join()
        for _ in range(ROUNDS):
            self.work()

    def books(self) -> Books:
        letters = self.broker.all_of("notify.dead-letters")
        return Books(
            attempts=self.attempts,
            stored=self.reports.ids,
            ended=[each.report_id or "" for each in self.deliveries.all if each.status in ENDS],
            sends=Counter(each.message_id for each in self.arrived),
            overdue=self._overdue(),
            unreadable=self.unreadable,
            set_aside=[dict(each.headers)["origin"].decode() for each in letters],
        )

    def digest(self) -> object:
        """What is known everywhere."""
        return self.reports.ids, dict(self.deliveries.kept), sorted(each.message_id for each in self.arrived)

    def _overdue(self) -> list[str]:
        unsent = [f"delivery {each.id}" for each in self.deliveries.all if each.status not in ENDS]
        unpublished = [f"report {name}" for name, events in self.reports.waiting.items() if events]
        return [*unsent, *unpublished, *(["consumer"] if self.broker.is_behind(INTAKE_REPORTS) else [])]

    def _alive(self, act: Callable[[], object]) -> None:
        """A process that is killed begins again, and its leases run out."""
        try:
            act()
        except Killed:
            self.deliveries.forget_leases()

    def _others(self) -> None:
        """While one process is frozen its leases run out, an impatient client asks again, and others do the work."""
        self.deliveries.forget_leases()
        self._ask()
        self.work()

    def _ask(self) -> None:
        """Whoever has no answer asks again under the same key, as a good client does."""
        answered = {each.key for each in self.attempts if each.status}
        for key in (*KEYS, BAD_KEY):
            if key not in answered:
                self.attempts.append(self._post(key))

    def _post(self, key: str) -> Attempt:
        at = self.clock.now().timestamp()
        try:
            receipt = self._receive(key)
        except Unacceptable:
            return Attempt(key=key, status=UNPROCESSABLE, at=at)
        except (Killed, NoAnswer):
            return Attempt(key=key, status=0, at=at)
        return Attempt(key=key, status=CREATED, at=at, report_id=receipt)

    def _receive(self, key: str) -> str:
        told = draft(text="" if key == BAD_KEY else "The lamp is out.")
        command: ReceiveReport = replace(receive(told), request=Request(name=key, content=key))
        receipt = receive_report(
            command,
            reports=self.reports,
            places=FakePlaces(),
            contacts=FakeContacts(),
            catalogue=CATALOGUE,
            words=WORDS,
            mint=self.mint,
            clock=self.clock,
        )
        return str(receipt.report_id)

    def _relay(self) -> None:
        publisher = self.parts.publisher(MemoryProducer(self.broker, self.fate))
        outbox = self.parts.outbox(self.reports)
        relay = Relay("intake", outbox, publisher, source="/nabo", lease=FreeLease(), clock=self.clock)
        with suppress(KafkaError):
            relay.publish_batch()

    def _consume(self) -> None:
        member = self.parts.consumer(self.broker, self.fate, INTAKE_REPORTS)
        letters = self.parts.letters("notify", lambda: Publisher(MemoryProducer(self.broker, self.fate)))
        listener = Consumer(
            member, self._hear, parking=NothingParked(), dead_letters=letters, sleep=lambda _: None, hands=1
        )
        with suppress(KafkaError):
            listener.run(stopping=lambda: member.is_drained)

    def _hear(self, event: Received, *, topic: str) -> None:
        """What notify makes of a new report, in short: one message for its reporter."""
        assert topic == INTAKE_REPORTS
        self.archive.matters[event.subject] = matter(report_id=event.subject)
        self.archive.readers[ADA_CONTACT] = reader(box=ADA_BOX)
        told = delivery(event.recorded.id, to=Recipient(contact_id=ADA_CONTACT), report_id=event.subject)
        self.deliveries.plan([replace(told, message="asking", planned_at=self.clock.now())])

    def _send(self) -> None:
        recover_abandoned(RecoverAbandoned(policy=self.parts.unknown), deliveries=self.deliveries, clock=self.clock)
        office = PostOffice(
            deliveries=self.deliveries,
            archive=self.archive,
            places=FakeDayPlaces(),
            opens=GlassBoxes(),
            letters=PlainLetters(),
            channel=MortalChannel(self.arrived, self.fate),
            clock=self.clock,
            caps=DailyCaps(unverified=99, verified=99),
            day_of=lambda moment: moment.astimezone(UTC).date(),
            on_failed=lambda _: None,
            on_gone=lambda _: None,
            seals=GlassBoxes(),
            daily=daily_mail(self.deliveries, self.archive),
            zone="Europe/Helsinki",
        )
        send_messages(SendMessages(), office=office)
