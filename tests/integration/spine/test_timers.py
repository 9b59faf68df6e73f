"""A timer fires once, however many look for it, and one that goes wrong holds up no other."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Lock

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from shared.clock import StoppedClock
from shared.errors import IllegalMove
from shared.events.intake import OutcomeConfirmed, ReportFiled
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.timers import BATCH, Timers
from shared.worker import Loop
from tests.fakes.notebook import FIRST_REMINDER
from tests.integration.spine.stage import NOTEBOOKS, Notebooks, in_background, notebooks_in, patient, until

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def notebooks(database: Database[Document]) -> Notebooks:
    return notebooks_in(database)


def ask_to_be_reminded(notebooks: Notebooks, count: int) -> list[str]:
    ids = [f"{number:04d}" for number in range(count)]
    for each in ids:
        notebooks.append(notebooks.find(each), [ReportFiled(received_at=NOW)], by="x")
    return ids


class Reminding:
    """Takes the timer off in its own guarded write."""

    def __init__(self, notebooks: Notebooks, clock: StoppedClock) -> None:
        self.asked: Counter[str] = Counter()
        self._notebooks = notebooks
        self._clock = clock
        self._lock = Lock()

    def __call__(self, notebook_id: str) -> None:
        with self._lock:
            self.asked[notebook_id] += 1
        found = self._notebooks.get(notebook_id)
        if found.state.remind_at and found.state.remind_at <= self._clock.now():
            self._notebooks.append(found, [OutcomeConfirmed()], by="timer")


def timing(timers: Timers) -> Loop:
    return lambda stop: timers.run(stopping=stop.is_told, sleep=stop.sleep)


def test_each_fires_once_although_two_workers_look_for_it(notebooks: Notebooks, database: Database[Document]) -> None:
    ids, clock = ask_to_be_reminded(notebooks, 150), StoppedClock(NOW)
    remind = Reminding(notebooks, clock)
    workers = [Timers("tests", Aggregates(database, NOTEBOOKS), remind, clock=clock) for _ in range(2)]
    assert [worker.round() for worker in workers] == [0, 0]
    clock.advance(FIRST_REMINDER)
    with in_background(*map(timing, workers)):
        until("all have fired", lambda: not notebooks.due(clock.now(), 1))
    assert set(remind.asked) == set(ids)
    assert all(notebooks.get(each).state.reminders == 1 for each in ids)
    assert all(notebooks.get(each).version == 2 for each in ids)


def test_one_that_is_refused_again_and_again_holds_up_no_other(
    notebooks: Notebooks, database: Database[Document]
) -> None:
    ids, clock = ask_to_be_reminded(notebooks, BATCH + 20), StoppedClock(NOW + FIRST_REMINDER)
    refused = set(ids[:BATCH])
    remind = Reminding(notebooks, clock)

    def refuse_most(notebook_id: str) -> None:
        if notebook_id in refused:
            raise IllegalMove("not_now")
        remind(notebook_id)

    timers = Timers("tests", Aggregates(database, NOTEBOOKS), refuse_most, clock=clock)
    assert [timers.round() for _ in range(3)] == [BATCH, 20, 0]
    assert set(remind.asked) == set(ids) - refused


def test_timers_that_fell_due_while_the_database_was_away_fire_when_it_is_back(
    stores: Stores, notebooks: Notebooks, database: Database[Document]
) -> None:
    clock = StoppedClock(NOW)
    (only,) = ask_to_be_reminded(notebooks, 1)
    remind = Reminding(notebooks, clock)
    with in_background(timing(Timers("tests", Aggregates(database, NOTEBOOKS), remind, clock=clock))):
        stores.kill("mongod")
        clock.advance(FIRST_REMINDER + timedelta(hours=3))
        until("it has fired", lambda: patient(lambda: notebooks.get(only)).state.reminders == 1)
