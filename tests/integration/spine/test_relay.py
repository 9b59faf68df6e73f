"""What was recorded reaches the broker, in order and at least once, whoever is killed meanwhile."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event as Bell
from time import monotonic

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from shared.events.event import Received
from shared.events.intake import OutcomeConfirmed, ReportFiled
from shared.events.topics import INTAKE_REPORTS
from shared.kafka.broker import Broker
from shared.kafka.publisher import NotAcknowledged
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.observability.context import Cause, caused
from shared.relay import Relay
from shared.worker import Loop
from tests.endurance import Noted
from tests.fakes.notebook import wrote
from tests.integration.spine.group import names
from tests.integration.spine.stage import (
    NOTEBOOKS,
    Notebooks,
    Reader,
    by_subject,
    in_background,
    lease_of,
    notebooks_in,
    patient,
    reading,
    relay_of,
    until,
    without_repeats,
)
from tests.integration.spine.written import Written

LINES = 25  # for forty notebooks: a few seconds of writing, in the midst of which a store is killed


@pytest.fixture
def notebooks(database: Database[Document]) -> Notebooks:
    return notebooks_in(database)


@pytest.fixture
def reader(broker: Broker) -> Iterator[Reader]:
    with closing(Reader(broker, INTAKE_REPORTS)) as reader:
        yield reader


def relaying(relay: Relay) -> Loop:
    return lambda stop: relay.run(bell=Bell(), stopping=stop.is_told)


@pytest.fixture
def written(notebooks: Notebooks) -> Written:
    return Written(notebooks)


def write_before_and_after(killed: Bell, written: Written, subjects: Sequence[str]) -> None:
    """However fast this machine writes, the last lines come after the store was killed."""
    written.lines(subjects, LINES - 1)
    killed.wait(60)
    written.lines(subjects, LINES)


def heard_everything(reader: Reader, subjects: Sequence[str], lines: int) -> Sequence[Received] | None:
    events = reader.events(subjects)
    order = by_subject(events)
    wanted = list(range(1, lines + 1))
    return events if all(without_repeats(order.get(subject, [])) == wanted for subject in subjects) else None


def test_events_arrive_in_order_with_their_newest_state(
    notebooks: Notebooks, database: Database[Document], broker: Broker, reader: Reader
) -> None:
    (subject,) = names(1)
    with caused(Cause(correlation_id="the whole way", causation_id="what led here", traceparent="00-ab-cd-01")):
        notebooks.append(notebooks.find(subject), [wrote("one"), wrote("two"), OutcomeConfirmed()], by="somebody")
    assert relay_of(database, broker).publish_batch() == 1
    events = until("three events arrive", lambda: found if len(found := reader.events([subject])) == 3 else None)
    assert [each.happened for each in events] == [wrote("one"), wrote("two"), OutcomeConfirmed()]
    assert {(each.state.reference, each.state_version) for each in events} == {("2", 3)}
    first = events[0].recorded
    assert (first.by, first.correlation_id, first.causation_id) == ("somebody", "the whole way", "what led here")
    assert first.traceparent == "00-ab-cd-01"
    assert first.at.utcoffset() is not None


def test_what_stays_within_the_service_is_filed_and_not_sent(
    notebooks: Notebooks, database: Database[Document], broker: Broker, reader: Reader
) -> None:
    (subject,) = names(1)
    notebooks.append(notebooks.find(subject), [ReportFiled(received_at=datetime.now(UTC)), wrote("one")], by="x")
    relay_of(database, broker).publish_batch()
    (event,) = until("the event arrives", lambda: reader.events([subject]))
    assert event.recorded.version == 2
    assert len(Aggregates(database, NOTEBOOKS).history(subject)) == 2
    assert database[f"{NOTEBOOKS}.history"].count_documents({}) == 2


def test_three_relays_publish_everything_once(
    written: Written, database: Database[Document], broker: Broker, reader: Reader
) -> None:
    subjects = names(20)
    relays = [relay_of(database, broker) for _ in range(3)]
    with in_background(*map(relaying, relays)):
        written.lines(subjects, 5)
        events = until("all is heard", lambda: heard_everything(reader, subjects, 5))
    assert len(events) == 100
    assert not Aggregates(database, NOTEBOOKS).pending(1)


def test_another_relay_takes_over_from_one_that_died(
    notebooks: Notebooks, database: Database[Document], broker: Broker, reader: Reader
) -> None:
    (subject,) = names(1)
    of_one_who_died = lease_of(database, seconds=1.0)
    assert of_one_who_died.is_held()
    notebooks.append(notebooks.find(subject), [wrote("one")], by="x")
    with in_background(relaying(relay_of(database, broker))):
        until("the event arrives", lambda: reader.events([subject]), seconds=20)


def test_one_event_that_is_too_large_holds_up_its_own_aggregate_alone(
    notebooks: Notebooks, database: Database[Document], broker: Broker, reader: Reader
) -> None:
    large, small = names(2)
    notebooks.append(notebooks.find(large), [wrote("x" * 1_100_000), wrote("after it")], by="x")
    notebooks.append(notebooks.find(small), [wrote("one")], by="x")
    with pytest.raises(NotAcknowledged):
        relay_of(database, broker).publish_batch()
    until("the small one arrives", lambda: reader.events([small]))
    assert [each.aggregate_id for each in Aggregates(database, NOTEBOOKS).pending(10)] == [large]
    assert not reader.events([large])


@dataclass
class Kills:
    """One store is killed again and again in the midst of writing. acknowledged_after, heard_after: seconds by kill."""

    stores: Stores
    broker: Broker
    written: Written
    acknowledged_after: list[float] = field(default_factory=list)
    heard_after: list[float] = field(default_factory=list)

    def once(self, victim: str) -> Sequence[str]:
        """Gives the notebooks that were written meanwhile, once all that was written in them is heard."""
        subjects, killed = names(40), Bell()
        with reading(self.broker, INTAKE_REPORTS) as reader, ThreadPoolExecutor(1) as writer:
            writing = writer.submit(write_before_and_after, killed, self.written, subjects)
            until("something has been published", lambda: reader.events(subjects))
            self.stores.kill(victim)
            killed.set()
            self._come_back(reader)
            writing.result(60)
            events = until("all is heard", lambda: heard_everything(reader, subjects, LINES), seconds=60)
        order = by_subject(events)
        for subject in subjects:
            first_heard = list(dict.fromkeys(order[subject]))
            assert first_heard == sorted(first_heard)
        return subjects

    def _come_back(self, reader: Reader) -> None:
        began, (probe,) = monotonic(), names(1)
        self.written.lines([probe], 1)
        self.acknowledged_after.append(monotonic() - began)
        until("it is heard", lambda: reader.events([probe]), seconds=60)
        self.heard_after.append(monotonic() - began)


@pytest.mark.parametrize(
    "victim",
    [
        pytest.param("kafka", marks=pytest.mark.endure(name="kills", short=1, full=10, minutes=20)),
        pytest.param("mongod", marks=pytest.mark.endure(name="kills", short=1, full=60, minutes=40)),
    ],
)
def test_killing_a_store_midway_loses_nothing_and_keeps_the_order(
    stores: Stores,
    written: Written,
    database: Database[Document],
    broker: Broker,
    victim: str,
    length: int,
    noted: Noted,
) -> None:
    """length: how many times."""
    kills, aggregates = Kills(stores, broker, written), Aggregates(database, NOTEBOOKS)
    with in_background(*(relaying(relay_of(database, broker)) for _ in range(2))):
        subjects = [each for _ in range(length) for each in kills.once(victim)]
        until("nothing is pending", lambda: not patient(lambda: aggregates.pending(1)))
    for subject in subjects:
        assert [each["version"] for each in aggregates.history(subject)] == list(range(1, LINES + 1))
    with reading(broker, INTAKE_REPORTS, from_beginning=True) as reader:
        told = reader.events_to_the_end()
    assert (written.missing(), written.not_told(told)) == ([], [])
    noted.count("acknowledged", len(written.acknowledged))
    noted.seconds("from the kill to the next acknowledged write", kills.acknowledged_after)
    noted.seconds("from the kill until that was heard of", kills.heard_after)
