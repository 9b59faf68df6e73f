"""The relay never lets an event overtake the one before it, and forgets nothing that may not have arrived."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event as Bell

import orjson
import pytest
from kafka.errors import KafkaError, KafkaTimeoutError

from shared.clock import StoppedClock
from shared.errors import TryAgain
from shared.events.codec import dump, to_document
from shared.events.event import Recorded
from shared.events.intake import ReporterWrote, ReportFiled
from shared.events.topics import INTAKE_REPORTS
from shared.kafka.publisher import Message, NotAcknowledged
from shared.mongo.changes import Pending
from shared.relay import Relay
from tests.fakes.kafka import FakePublisher
from tests.fakes.notebook import Notebook, public

ROUNDS = 8
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


class FakeOutbox:
    """Aggregates with events to publish."""

    name = "notebooks"

    def __init__(self, *waiting: Pending) -> None:
        self.waiting = list(waiting)
        self.filed: list[str] = []
        self.cleared: list[str] = []

    def oldest(self, name: str) -> datetime | None:
        assert name == "pending_since"
        return min((each.since for each in self.pending(len(self.waiting))), default=None)

    def pending(self, limit: int) -> Sequence[Pending]:
        return [each for each in self.waiting if each.aggregate_id not in self.cleared][:limit]

    def file(self, batch: Sequence[Pending]) -> None:
        self.filed.extend(each.aggregate_id for each in batch)

    def clear(self, batch: Sequence[Pending]) -> None:
        assert {each.aggregate_id for each in batch} <= set(self.filed)
        self.cleared.extend(each.aggregate_id for each in batch)


class FakeLease:
    """Held, until somebody takes it."""

    def __init__(self, *, is_held: bool = True) -> None:
        self.was_given_up = False
        self.asked = 0
        self._is_held = is_held

    def is_held(self) -> bool:
        self.asked += 1
        return self._is_held

    def give_up(self) -> None:
        self.was_given_up = True
        raise TryAgain(0.1)


def pending(name: str, *events: ReporterWrote | ReportFiled) -> Pending:
    documents = [
        to_document(Recorded(id=f"{name}{n}", version=n, at=NOW, by="x", correlation_id="c", happened=event))
        for n, event in enumerate(events, 1)
    ]
    state = dump(public(Notebook()))
    return Pending(aggregate_id=name, version=len(events), public=state, events=documents, since=NOW)


def relay(outbox: FakeOutbox, publisher: FakePublisher, lease: FakeLease | None = None) -> Relay:
    clock = StoppedClock(NOW)
    return Relay("intake", outbox, publisher, source="/nabo", lease=lease or FakeLease(), clock=clock)


def told(message: Message) -> tuple[str, int]:
    wire = orjson.loads(message.value)
    return wire["subject"], wire["aggregateversion"]


def fails_on(*fatal: tuple[str, int]) -> FakePublisher:
    def fails(message: Message) -> KafkaError | None:
        return KafkaTimeoutError() if told(message) in fatal else None

    return FakePublisher(fails)


WROTE = ReporterWrote(text="x")


def of_tomorrow(name: str) -> Pending:
    """Holds an event of a type that only a newer release knows."""
    known = pending(name, WROTE)
    return replace(known, events=[{**each, "type": "intake.report.sung.v1"} for each in known.events])


def test_what_a_newer_process_wrote_holds_up_nothing_else_and_is_left_to_the_newer_relay() -> None:
    outbox, publisher = FakeOutbox(of_tomorrow("a"), pending("b", WROTE)), FakePublisher()
    with pytest.raises(NotAcknowledged):
        relay(outbox, publisher).publish_batch()
    assert (outbox.filed, outbox.cleared) == (["b"], ["b"])
    with pytest.raises(NotAcknowledged):
        relay(outbox, publisher).publish_batch()
    assert outbox.filed == ["b"]


def test_an_event_is_sent_when_the_one_before_it_has_arrived() -> None:
    publisher = FakePublisher()
    assert relay(FakeOutbox(pending("a", WROTE, WROTE, WROTE), pending("b", WROTE)), publisher).publish_batch() == 2
    assert [[told(message) for message in call] for call in publisher.calls] == [
        [("a", 1), ("b", 1)],
        [("a", 2)],
        [("a", 3)],
    ]


def test_nothing_follows_an_event_that_may_not_have_arrived_and_it_is_not_forgotten() -> None:
    publisher = fails_on(("a", 2))
    outbox = FakeOutbox(pending("a", WROTE, WROTE, WROTE), pending("b", WROTE, WROTE))
    with pytest.raises(NotAcknowledged):
        relay(outbox, publisher).publish_batch()
    assert [told(message) for message in publisher.arrived] == [("a", 1), ("b", 1), ("b", 2)]
    assert outbox.cleared == ["b"]


def test_what_stays_within_the_service_is_filed_and_forgotten_without_being_sent() -> None:
    publisher, outbox = FakePublisher(), FakeOutbox(pending("a", ReportFiled(received_at=NOW), WROTE))
    relay(outbox, publisher).publish_batch()
    assert [told(message) for message in publisher.arrived] == [("a", 2)]
    assert (outbox.filed, outbox.cleared) == (["a"], ["a"])


def test_messages_go_to_the_topic_of_their_type_with_the_aggregate_as_key() -> None:
    publisher = FakePublisher()
    relay(FakeOutbox(pending("a", WROTE)), publisher).publish_batch()
    (message,) = publisher.arrived
    assert (message.topic, message.key) == (INTAKE_REPORTS, b"a")


def test_without_the_lease_nothing_is_sent_and_stopping_while_the_database_is_away_is_no_failure() -> None:
    publisher, lease = FakePublisher(), FakeLease(is_held=False)
    answers = iter([False, False, True])
    bell = Bell()
    bell.set()
    relay(FakeOutbox(pending("a", WROTE)), publisher, lease).run(bell=bell, stopping=lambda: next(answers))
    assert publisher.calls == []
    assert lease.was_given_up


def test_whoever_has_nothing_to_publish_asks_for_no_lease_and_publishes_what_comes() -> None:
    publisher, lease, outbox = FakePublisher(), FakeLease(), FakeOutbox(pending("a", WROTE))
    bell, rounds = Bell(), 0

    def stopping() -> bool:
        nonlocal rounds
        rounds += 1
        bell.set()
        if rounds == ROUNDS - 1:
            outbox.waiting.append(pending("b", WROTE))
        return rounds > ROUNDS

    relay(outbox, publisher, lease).run(bell=bell, stopping=stopping)
    assert outbox.cleared == ["a", "b"]
    assert lease.asked == len(["publishes a", "finds nothing", "publishes b", "finds nothing"])
