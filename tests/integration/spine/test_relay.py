"""What was recorded reaches the broker, in order and at least once, whoever is killed meanwhile."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from threading import Event as Bell

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from shared.errors import StaleVersion
from shared.events.event import Received
from shared.events.intake import OutcomeConfirmed, ReportFiled
from shared.events.topics import INTAKE_REPORTS
from shared.kafka.connect import Broker
from shared.kafka.publisher import NotAcknowledged
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.observability.context import Cause, caused
from shared.relay import Relay
from shared.worker import Loop
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
    relay_of,
    until,
    without_repeats,
)

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


def write_lines(notebooks: Notebooks, subjects: Sequence[str], lines: int) -> None:
    """Each of them, line by line; who is told "try again" tries again."""

    def write_all(subject: str) -> None:
        while (found := patient(lambda: notebooks.find(subject))).version < lines:
            line = wrote(f"line {found.version + 1}")
            with suppress(StaleVersion):  # It was written, although nobody said so.
                patient(partial(notebooks.append, found, [line], by="tests"))

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write_all, subjects))


def write_before_and_after(killed: Bell, notebooks: Notebooks, subjects: Sequence[str]) -> None:
    """However fast this machine writes, the last lines come after the store was killed."""
    write_lines(notebooks, subjects, LINES - 1)
    killed.wait(60)
    write_lines(notebooks, subjects, LINES)


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
    notebooks: Notebooks, database: Database[Document], broker: Broker, reader: Reader
) -> None:
    subjects = names(20)
    relays = [relay_of(database, broker) for _ in range(3)]
    with in_background(*map(relaying, relays)):
        write_lines(notebooks, subjects, 5)
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
        until("the event arrives", lambda: reader.events([subject]), seconds=5)


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


@pytest.mark.parametrize("victim", ["kafka", "mongod"])
def test_killing_a_store_midway_loses_nothing_and_keeps_the_order(
    stores: Stores, notebooks: Notebooks, database: Database[Document], broker: Broker, reader: Reader, victim: str
) -> None:
    subjects = names(40)
    with in_background(*(relaying(relay_of(database, broker)) for _ in range(2))), ThreadPoolExecutor(1) as writer:
        killed = Bell()
        writing = writer.submit(write_before_and_after, killed, notebooks, subjects)
        until("something has been published", lambda: reader.events(subjects))
        stores.kill(victim)
        killed.set()
        writing.result(60)
        events = until("all is heard", lambda: heard_everything(reader, subjects, LINES), seconds=60)
        until("nothing is pending", lambda: not patient(lambda: Aggregates(database, NOTEBOOKS).pending(1)))
    order = by_subject(events)
    for subject in subjects:
        assert [each["version"] for each in Aggregates(database, NOTEBOOKS).history(subject)] == list(
            range(1, LINES + 1)
        )
        first_heard = list(dict.fromkeys(order[subject]))
        assert first_heard == sorted(first_heard)
