"""What every repository of aggregates promises, the one in memory and the one in MongoDB alike."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deploy.local.stores import Stores
from shared.clock import StoppedClock
from shared.errors import NotFound, StaleVersion
from shared.events.intake import OutcomeConfirmed, ReportFiled
from shared.ids import random_id
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import connect
from shared.mongo.indexes import create_indexes
from shared.mongo.repository import Kind, MongoRepository
from shared.observability.context import Cause, caused
from shared.repository import Due, Repository
from tests.databases import root_of
from tests.fakes.notebook import FIRST_REMINDER, Notebook, NotebookEvent, evolve, next_due_at, public, wrote
from tests.fakes.repository import FakeRepository

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


class Notebooks(Repository[Notebook, NotebookEvent], Due):
    """Both sides of a repository."""


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def notebooks(request: pytest.FixtureRequest, clock: StoppedClock) -> Iterator[Any]:
    make: Callable[[pytest.FixtureRequest, StoppedClock], Iterator[Any]] = {
        "in_memory": in_memory,
        "in_mongodb": in_mongodb,
    }[request.param]
    yield from make(request, clock)


def in_memory(_: pytest.FixtureRequest, clock: StoppedClock) -> Iterator[Any]:
    yield FakeRepository(empty=Notebook(), evolve=evolve, clock=clock, next_due_at=next_due_at)


def in_mongodb(request: pytest.FixtureRequest, clock: StoppedClock) -> Iterator[Any]:
    stores: Stores = request.getfixturevalue("stores")
    name = f"notebooks_{random_id()[:8]}"
    password = stores.secret("triage", "mongo_password")
    database = connect(stores.mongo_url, user="triage", password=password, database="triage")
    root = root_of(stores)["triage"]
    create_indexes(root, Aggregates.indexed(name))
    kind = Kind(empty=Notebook(), evolve=evolve, public=public, next_due_at=next_due_at)
    yield MongoRepository(Aggregates(database, name), kind, clock=clock)
    root.drop_collection(name)
    root.drop_collection(f"{name}.history")
    database.client.close()


def test_what_was_never_there_is_not_found_or_found_empty(notebooks: Notebooks) -> None:
    with pytest.raises(NotFound):
        notebooks.get("a")
    found = notebooks.find("a")
    assert (found.id, found.state, found.version, found.correlation_id) == ("a", Notebook(), 0, "")


def test_what_is_appended_is_read_again(notebooks: Notebooks) -> None:
    filed = ReportFiled(received_at=NOW.replace(microsecond=123456), secret="s")
    after = notebooks.append(notebooks.find("a"), [wrote("one"), filed, wrote("two")], by="somebody")
    assert after.state == Notebook(
        lines=["one", "two"], secret="s", remind_at=NOW.replace(microsecond=123456) + FIRST_REMINDER
    )
    assert after.version == 3
    assert notebooks.get("a") == after
    assert notebooks.find("a") == after


def test_versions_count_events(notebooks: Notebooks) -> None:
    found = notebooks.find("a")
    for version, text in enumerate(["one", "two", "three"], 1):
        found = notebooks.append(found, [wrote(text)], by="x")
        assert found.version == version


def test_without_events_nothing_is_written(notebooks: Notebooks) -> None:
    empty = notebooks.find("a")
    assert notebooks.append(empty, [], by="x") == empty
    assert notebooks.find("a").version == 0


def test_who_read_too_early_is_refused_and_changes_nothing(notebooks: Notebooks) -> None:
    empty = notebooks.find("a")
    first = notebooks.append(empty, [wrote("one")], by="x")
    with pytest.raises(StaleVersion):
        notebooks.append(empty, [wrote("other")], by="y")
    notebooks.append(first, [wrote("two")], by="x")
    with pytest.raises(StaleVersion):
        notebooks.append(first, [wrote("other")], by="y")
    assert notebooks.get("a").state.lines == ["one", "two"]


def test_aggregates_do_not_touch_each_other(notebooks: Notebooks) -> None:
    notebooks.append(notebooks.find("a"), [wrote("one")], by="x")
    notebooks.append(notebooks.find("b"), [wrote("two")], by="x")
    assert notebooks.get("a").state.lines == ["one"]
    assert notebooks.get("b").version == 1


def test_an_aggregate_remembers_under_what_it_began(notebooks: Notebooks) -> None:
    with caused(Cause(correlation_id="first way")):
        began = notebooks.append(notebooks.find("a"), [wrote("one")], by="x")
    with caused(Cause(correlation_id="second way")):
        later = notebooks.append(began, [wrote("two")], by="x")
    assert (began.correlation_id, later.correlation_id) == ("first way", "first way")
    assert notebooks.get("a").correlation_id == "first way"


def test_what_begins_out_of_nothing_gets_a_way_of_its_own(notebooks: Notebooks) -> None:
    first = notebooks.append(notebooks.find("a"), [wrote("one")], by="x")
    second = notebooks.append(notebooks.find("b"), [wrote("one")], by="x")
    assert first.correlation_id
    assert first.correlation_id != second.correlation_id


def test_what_is_due_comes_longest_overdue_first_and_is_gone_when_its_timer_is(
    notebooks: Notebooks, clock: StoppedClock
) -> None:
    for name, minutes in {"b": 2, "a": 1, "c": 3}.items():
        filed = ReportFiled(received_at=NOW + timedelta(minutes=minutes))
        notebooks.append(notebooks.find(name), [filed], by="x")
    assert notebooks.due(clock.now(), 10) == []
    clock.advance(FIRST_REMINDER + timedelta(minutes=2))
    assert notebooks.due(clock.now(), 10) == ["a", "b"]
    assert notebooks.due(clock.now(), 1) == ["a"]
    notebooks.append(notebooks.get("a"), [OutcomeConfirmed()], by="timer")
    assert notebooks.due(clock.now(), 10) == ["b"]
