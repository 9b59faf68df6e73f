"""Thanks and tasks are found apart, alike in memory and on a real database: neither pushes the other away."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from services.triage.adapters.mongo_cases import MongoCases
from services.triage.bootstrap import INDEXES
from services.triage.queries.my_help import my_thanks
from shared.clock import StoppedClock
from shared.events.triage import REPORTER, CaseOpened, MessageWritten
from shared.mongo.connect import Document
from shared.operators.migrating import migrate
from tests.databases import own_database
from tests.factories.cases import ANNA, BO, HOUR, NOON, accepted, invited, opened
from tests.fakes.triage_people import FakeHelpers
from tests.fakes.triage_reading import CasesInMemory

AnyCases = CasesInMemory | MongoCases


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    with own_database(stores, "triage", INDEXES) as lent:
        yield lent


@pytest.fixture(params=["in memory", "on a real database"])
def cases(request: pytest.FixtureRequest, database: Database[Document]) -> AnyCases:
    clock = StoppedClock(NOON)
    return CasesInMemory(clock=clock) if request.param == "in memory" else MongoCases(database, clock=clock)


def opens(cases: AnyCases, case_id: str, hours: int) -> None:
    """So many hours after noon."""
    first, *others = opened()
    assert isinstance(first, CaseOpened)
    cases.append(cases.find(case_id), (replace(first, opened_at=NOON + hours * HOUR), *others), by="story")


def with_task(cases: AnyCases, case_id: str, hours: int = 0) -> None:
    """Anna said yes."""
    opens(cases, case_id, hours)
    cases.append(cases.find(case_id), (*invited(ANNA), *accepted(ANNA)), by="story")


def with_thanks(cases: AnyCases, case_id: str, hours: int, to: str = ANNA) -> None:
    opens(cases, case_id, hours)
    thanks = MessageWritten(to=to, written_by=REPORTER, at=NOON, text=f"Thanks for {case_id}", thanks=True)
    cases.append(cases.find(case_id), [thanks], by="story")


def test_newer_thanks_push_away_no_task(cases: AnyCases) -> None:
    with_task(cases, "the task")
    for number in range(1, 4):
        with_thanks(cases, f"thanks {number}", hours=number)
    assert [each.id for each in cases.on_which(ANNA, 2)] == ["the task"]


def test_R7_who_loses_a_vetting_leaves_no_case_that_is_over(cases: AnyCases) -> None:
    with_task(cases, "the task")
    with_thanks(cases, "thanks", hours=1)
    assert cases.of_helper(ANNA) == ["the task"]


def test_newer_tasks_push_away_no_thanks(cases: AnyCases) -> None:
    with_thanks(cases, "first", hours=0)
    with_thanks(cases, "second", hours=1)
    with_thanks(cases, "to another", hours=2, to=BO)
    for number in range(3, 6):
        with_task(cases, f"task {number}", hours=number)
    assert [each.id for each in cases.thanking(ANNA, 2)] == ["second", "first"]
    assert [each.id for each in cases.thanking(ANNA, 1)] == ["second"]
    assert [each.text for each in my_thanks(ANNA, cases=cases, helpers=FakeHelpers(clock=StoppedClock(NOON)))] == [
        "Thanks for second",
        "Thanks for first",
    ]


def as_stored_before(database: Database[Document], case_id: str, *people: str) -> None:
    """In form 2, whoever was thanked stood among those who have a task."""
    stored = {"$set": {"schema": 2, "people": list(people)}, "$unset": {"thanked": ""}}
    assert database["cases"].update_one({"_id": case_id}, stored).matched_count == 1


def test_thanks_of_before_are_read_at_once_and_stand_apart_when_they_are_stored_anew(
    database: Database[Document],
) -> None:
    cases = MongoCases(database, clock=StoppedClock(NOON))
    with_thanks(cases, "older", hours=0)
    with_thanks(cases, "newer", hours=1)
    as_stored_before(database, "older", ANNA)
    assert [each.id for each in cases.thanking(ANNA, 5)] == ["newer", "older"]
    assert cases.of_helper(ANNA) == ["older"]
    assert [each.renewed for each in migrate(cases)][-1] == 1
    assert [each.id for each in cases.thanking(ANNA, 5)] == ["newer", "older"]
    assert cases.of_helper(ANNA) == []


def test_a_task_of_before_is_no_thanks(database: Database[Document]) -> None:
    cases = MongoCases(database, clock=StoppedClock(NOON))
    with_task(cases, "the task")
    as_stored_before(database, "the task", ANNA)
    assert my_thanks(ANNA, cases=cases, helpers=FakeHelpers(clock=StoppedClock(NOON))) == []
