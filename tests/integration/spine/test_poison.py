"""What cannot be read is set aside, holds up nothing else, and goes its way once that is mended."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from statistics import quantiles
from time import monotonic, sleep

import pytest
from kafka.consumer.fetcher import ConsumerRecord
from pymongo.database import Database

from shared.errors import InvalidMessage
from shared.events.codec import from_wire
from shared.events.event import Received
from shared.kafka import connect as kafka
from shared.kafka.broker import Broker
from shared.kafka.consumer import MOST_INVALID, DeadLetterLimit
from shared.mongo.connect import Document
from shared.mongo.parking import Parking
from shared.mongo.replays import Replays
from shared.operators import letters as office
from shared.operators.letters import DeadLetterOffice, Outcome
from shared.worker import Stop
from tests.endurance import Noted
from tests.integration.spine.a_worker import Copying
from tests.integration.spine.group import Group, Heard, NewTopic, names
from tests.integration.spine.poison import POISON
from tests.integration.spine.stage import Reader, in_background, notebooks_in, on_the_wire, reading, until, write

PER_SECOND = 200
LONGEST_LAG_SECONDS = 5.0
NOT_FOR_US = "not_for_this_service"
REASONS = {**{name: reason for name, (_, reason) in POISON.items()}, NOT_FOR_US: NOT_FOR_US}
"""By what the key of a bad message begins with. The last can be read, and the handler does not want it."""


def bad(number: int) -> tuple[str, bytes]:
    """One of each kind in turn."""
    kind = list(REASONS)[number % len(REASONS)]
    key, good = f"{kind} {number}", on_the_wire(NOT_FOR_US, 1)
    return key, good if kind == NOT_FOR_US else POISON[kind][0](good)


def stream(subjects: Sequence[str], length: int, every: int) -> Iterator[tuple[str, bytes]]:
    """Messages about all of them in turn; each is made when it is asked for. every: how many for each bad one."""
    turns = ((subject, version) for version in range(1, length) for subject in subjects)
    for number in range(length):
        if number % every == 0:
            yield bad(number // every)
        else:
            subject, version = next(turns)
            yield subject, on_the_wire(subject, version)


def pour(broker: Broker, topic: str, records: Iterable[tuple[str, bytes]]) -> None:
    """At a steady rate."""
    producer, began = kafka.producer(broker), monotonic()
    for place, (key, value) in enumerate(records):
        producer.send(topic, key=key.encode(), value=value)
        sleep(max(0.0, began + (place + 1) / PER_SECOND - monotonic()))
    producer.flush(timeout=30)
    producer.close(timeout=5)


class Handler(Heard):
    """Copies what it hears, wants nothing of one subject until it is mended, and notes how late it was."""

    def __init__(self, copying: Copying, topic: str) -> None:
        super().__init__(before=partial(copying, topic=topic))
        self.is_mended = False
        self.lags: list[float] = []

    def __call__(self, event: Received, *, topic: str) -> None:
        if event.subject == NOT_FOR_US and not self.is_mended:
            raise InvalidMessage(NOT_FOR_US)
        super().__call__(event, topic=topic)
        self.lags.append((datetime.now(UTC) - event.recorded.at).total_seconds())


@pytest.mark.endure(name="poison", short=420, full=12_600, minutes=10)
def test_bad_messages_of_every_kind_are_set_aside_once_hold_up_nobody_and_go_their_way_when_mended(
    database: Database[Document],
    broker: Broker,
    new_topic: NewTopic,
    length: int,
    noted: Noted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """length: messages, two hundred a second. Of many one in a hundred is bad, of few one in twenty."""
    topic, dead_letters, every = new_topic(), new_topic(), min(100, length // len(REASONS))
    wrong = [bad(number)[0] for number in range(length // every)]
    handler = Handler(Copying(notebooks_in(database)), topic)
    group = Group(database, broker, topic, dead_letters)
    with in_background(group.member(handler)), reading(broker, dead_letters, from_beginning=True) as reader:
        with ThreadPoolExecutor(1) as hand:
            hand.submit(pour, broker, topic, stream(names(60), length, every)).result()
        until("the rest is handled", lambda: len(set(handler.events)) == length - len(wrong), seconds=60)
        until("they are set aside", partial(has, reader, len(wrong)))
        assert told(reader.records) == {key: REASONS[key.split()[0]] for key in wrong}
        assert len({dict(each.headers)["origin"] for each in reader.records}) == len(wrong) == len(reader.records)
    noted.count("messages", length)
    noted.count("bad ones, each set aside once with its reason", len(wrong))
    noted.seconds("behind: 95 of 100 good ones at most", quantiles(handler.lags, n=20)[-1:], wanted=LONGEST_LAG_SECONDS)
    noted.seconds("behind: each good one", handler.lags)

    desk = DeadLetterOffice("tests", broker, parking=Parking(database), replays=Replays(database), topic=dead_letters)
    assert Counter(each.outcome for each in desk.replay(desk.waiting(), handler)) == {Outcome.UNREADABLE: len(wrong)}
    handler.is_mended = True
    monkeypatch.setattr(office, "from_wire", lambda _: from_wire(on_the_wire(NOT_FOR_US, 1)))  # as a newer release
    assert Counter(each.outcome for each in desk.replay(desk.waiting(), handler)) == {Outcome.HANDLED: len(wrong)}
    assert desk.waiting() == []
    noted.count("bad ones handled when played again after the mend", len(wrong))


def told(letters: Sequence[ConsumerRecord]) -> dict[str, str]:
    """By key, the reason."""
    return {each.key.decode(): dict(each.headers)["reason"].decode() for each in letters}


def has(reader: Reader, records: int) -> bool:
    return len(reader.read()) >= records


@pytest.mark.endure(name="poison", short=2, full=10, minutes=5)
def test_too_much_poison_stops_the_consumer_and_what_was_set_aside_does_not_come_again(
    database: Database[Document], broker: Broker, new_topic: NewTopic, length: int, noted: Noted
) -> None:
    """length: how many times it is started again."""
    topic, dead_letters = new_topic(), new_topic()
    most = int(MOST_INVALID * 200) + 1
    write(broker, topic, [("a", bad(number)[1]) for number in range(most * (length + 1))])
    group = Group(database, broker, topic, dead_letters)
    handler = Handler(Copying(notebooks_in(database)), topic)
    with reading(broker, dead_letters, from_beginning=True) as reader:
        for expected in range(most, most * length + 1, most):
            with pytest.raises(DeadLetterLimit):
                group.member(handler)(Stop())
            until("they are set aside", partial(has, reader, expected))
            assert len({dict(each.headers)["origin"] for each in reader.records}) == expected == len(reader.records)
    noted.count("times that it halted after twenty-one bad ones", length)
