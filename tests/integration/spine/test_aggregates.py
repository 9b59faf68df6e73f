"""One document holds an aggregate: of many who write at once, one is first, and history keeps no words."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from deploy.local.stores import Stores
from shared.errors import StaleVersion
from shared.events.intake import ReportFiled
from shared.mongo.aggregates import Aggregates, AlreadyThere
from shared.mongo.connect import Document
from shared.repository import decide_again
from tests.databases import patient_threads
from tests.fakes.notebook import FIRST_REMINDER, wrote
from tests.integration.spine.stage import NOTEBOOKS, Notebooks, notebooks_in

WRITERS = 50
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


class Commands(CommandListener):
    """What a client asks the database for, in order."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, Any]] = []

    def started(self, event: CommandStartedEvent) -> None:
        if event.command_name in {"find", "insert", "update"}:
            self.asked.append(event.command)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Not wanted here."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Not wanted here."""


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def watched(stores: Stores, database: Database[Document], commands: Commands) -> Iterator[Database[Document]]:
    """The same database, through a connection that tells what it is asked."""
    name = database.name
    with MongoClient[Document](
        stores.mongo_url, username=name, password="open", authSource=name, w="majority", event_listeners=[commands]
    ) as client:
        yield client.get_database(name, codec_options=database.codec_options)


@pytest.fixture
def notebooks(database: Database[Document]) -> Notebooks:
    return notebooks_in(database)


def test_of_fifty_who_write_at_once_one_is_first_each_time(notebooks: Notebooks) -> None:
    together = Barrier(WRITERS)

    def attempt(name: str) -> str | None:
        found = notebooks.find("a")
        together.wait()
        try:
            notebooks.append(found, [wrote(name)], by=name)
        except StaleVersion:
            return None
        return name

    for version in range(1, 4):
        with patient_threads(WRITERS) as writers:
            written = list(filter(None, writers.map(attempt, map(str, range(WRITERS)))))
        now = notebooks.get("a")
        assert len(written) == 1
        assert now.version == version
        assert now.state.lines[-1] == written[0]


def test_fifty_who_try_again_all_get_their_word_in(notebooks: Notebooks) -> None:
    together = Barrier(WRITERS)

    def attempt(name: str) -> None:
        together.wait()
        decide_again(lambda: notebooks.append(notebooks.find("a"), [wrote(name)], by=name))

    with patient_threads(WRITERS) as writers:
        list(writers.map(attempt, map(str, range(WRITERS))))
    now = notebooks.get("a")
    assert sorted(now.state.lines, key=int) == list(map(str, range(WRITERS)))
    assert now.version == WRITERS


def test_the_second_to_open_the_same_thing_is_too_late(notebooks: Notebooks) -> None:
    empty = notebooks.find("a")
    notebooks.append(empty, [wrote("first")], by="one")
    with pytest.raises(StaleVersion):
        notebooks.append(empty, [wrote("second")], by="two")


def test_a_unique_field_belongs_to_one_aggregate(notebooks: Notebooks) -> None:
    filed = ReportFiled(received_at=NOW, secret="s")
    notebooks.append(notebooks.find("a"), [filed], by="one")
    with pytest.raises(AlreadyThere) as refused:
        notebooks.append(notebooks.find("b"), [filed], by="two")
    assert refused.value.fields == ("secret",)
    assert notebooks.find("b").version == 0
    open_again = notebooks.append(notebooks.find("b"), [wrote("no secret")], by="two")
    with pytest.raises(AlreadyThere):
        notebooks.append(open_again, [filed], by="two")


def test_a_search_field_that_is_none_is_removed(notebooks: Notebooks, database: Database[Document]) -> None:
    filed = notebooks.append(notebooks.find("a"), [ReportFiled(received_at=NOW, secret="s")], by="one")
    assert database[NOTEBOOKS].find_one({"secret": "s", "lines": 0, "next_due_at": NOW + FIRST_REMINDER})
    notebooks.append(filed, [ReportFiled(received_at=NOW)], by="one")
    found = database[NOTEBOOKS].find_one({"_id": "a"})
    assert found is not None
    assert "secret" not in found


def test_history_holds_no_words_before_and_after_it_is_filed(
    notebooks: Notebooks, database: Database[Document]
) -> None:
    aggregates = Aggregates(database, NOTEBOOKS)
    first = notebooks.append(notebooks.find("a"), [wrote("my sister's address"), wrote("and name")], by="one")
    pending = aggregates.history("a")
    aggregates.file(aggregates.pending(10))
    aggregates.clear(aggregates.pending(10))
    notebooks.append(first, [wrote("more")], by="two")
    told = aggregates.history("a")
    assert [each["version"] for each in pending] == [1, 2]
    assert [(each["version"], each["by"]) for each in told] == [(1, "one"), (2, "one"), (3, "two")]
    assert all("text" not in each["data"] for each in (*pending, *told))
    assert not database[f"{NOTEBOOKS}.history"].find_one({"data.text": {"$exists": True}})


def test_what_is_written_while_something_is_published_stays_pending(
    notebooks: Notebooks, database: Database[Document]
) -> None:
    aggregates = Aggregates(database, NOTEBOOKS)
    first = notebooks.append(notebooks.find("a"), [wrote("one")], by="x")
    (taken,) = aggregates.pending(10)
    notebooks.append(first, [wrote("two"), wrote("three")], by="x")
    aggregates.clear([taken])
    (left,) = aggregates.pending(10)
    assert [event["version"] for event in left.events] == [2, 3]
    assert left.since == left.events[0]["at"]
    assert left.version == 3
    aggregates.clear([left])
    assert not aggregates.pending(10)
    found = database[NOTEBOOKS].find_one({"_id": "a"})
    assert found is not None
    assert (found["pending"], found["version"], "pending_since" in found) == ([], 3, False)


def test_only_what_no_change_of_servers_takes_back_is_published_and_forgotten(
    notebooks: Notebooks, watched: Database[Document], commands: Commands
) -> None:
    notebooks.append(notebooks.find("a"), [wrote("one")], by="x")
    aggregates = Aggregates(watched, NOTEBOOKS)
    batch = aggregates.pending(10)
    aggregates.file(batch)
    aggregates.clear(batch)
    reads, _, clears = commands.asked
    assert reads["find"] == clears["update"] == NOTEBOOKS
    assert reads["readConcern"]["level"] == "majority"
    assert clears["writeConcern"] == {"w": "majority"}


def test_what_was_forgotten_is_not_published_again(notebooks: Notebooks, database: Database[Document]) -> None:
    aggregates = Aggregates(database, NOTEBOOKS)
    for number in range(30):
        notebooks.append(notebooks.find(f"{number}"), [wrote("one")], by="x")
        batch = aggregates.pending(10)
        assert len(batch) == 1
        aggregates.clear(batch)
    assert not aggregates.pending(10)


def test_clearing_twice_forgets_nothing_new(notebooks: Notebooks, database: Database[Document]) -> None:
    aggregates = Aggregates(database, NOTEBOOKS)
    first = notebooks.append(notebooks.find("a"), [wrote("one")], by="x")
    batch = aggregates.pending(10)
    aggregates.clear(batch)
    notebooks.append(first, [wrote("two")], by="x")
    aggregates.clear(batch)
    (left,) = aggregates.pending(10)
    assert [event["version"] for event in left.events] == [2]


def test_filing_twice_is_filing_once(notebooks: Notebooks, database: Database[Document]) -> None:
    aggregates = Aggregates(database, NOTEBOOKS)
    notebooks.append(notebooks.find("a"), [wrote("one")], by="x")
    aggregates.file(aggregates.pending(10))
    notebooks.append(notebooks.get("a"), [wrote("two")], by="x")
    aggregates.file(aggregates.pending(10))
    assert database[f"{NOTEBOOKS}.history"].count_documents({}) == 2


def test_what_is_due_comes_with_the_longest_overdue_first(notebooks: Notebooks) -> None:
    for name, minute in {"late": 20, "later": 10, "not_yet": 40}.items():
        notebooks.append(notebooks.find(name), [ReportFiled(received_at=NOW.replace(minute=minute))], by="x")
    assert notebooks.due(NOW.replace(minute=45), 10) == ["later", "late"]
    assert notebooks.due(NOW.replace(minute=45), 1) == ["later"]


def test_waiting_and_due_aggregates_are_found_by_index(notebooks: Notebooks, database: Database[Document]) -> None:
    notebooks.append(notebooks.find("a"), [ReportFiled(received_at=NOW)], by="x")
    for name in ("pending_since", "next_due_at"):
        plan = database[NOTEBOOKS].find({name: {"$exists": True}}).sort(name).limit(500).explain()
        assert "IXSCAN" in str(plan["queryPlanner"]["winningPlan"])
        assert "'SORT'" not in str(plan["queryPlanner"]["winningPlan"])
