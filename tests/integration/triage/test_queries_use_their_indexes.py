"""No query reads a whole collection, and none sorts in memory."""

from collections.abc import Iterator
from typing import Any

import pytest
from pymongo import DESCENDING
from pymongo.database import Database

from services.triage.adapters.mongo_helpers import asked, order
from services.triage.bootstrap import Triage
from services.triage.domain.search import Search
from shared.mongo.connect import Document
from tests.factories.cases import NOON, SQUARE
from tests.integration.triage.town import Town

Explained = dict[str, Any]
FORBIDDEN = {"COLLSCAN", "SORT"}


@pytest.fixture
def town(triage: Triage, database: Database[Document]) -> Town:
    """Some helpers and cases, so that the planner has something to plan for."""
    there = Town(triage=triage, database=database)
    for number in range(30):
        there.offer(f"person-{number}")
    for number in range(10):
        there.report(f"report-{number}")
    return there


def search(*, newcomers: bool, radius_m: int = 2000) -> Search:
    return Search(
        place=SQUARE,
        radius_m=radius_m,
        capability="snow_shovelling",
        tier=1,
        at=NOON,
        newcomers=newcomers,
    )


@pytest.mark.parametrize("newcomers", [True, False])
@pytest.mark.parametrize("radius_m", [500, 2000, 5000, 20_000])
def test_helpers_come_in_turn_out_of_one_index(town: Town, newcomers: bool, radius_m: int) -> None:  # noqa: FBT001
    wanted = search(newcomers=newcomers, radius_m=radius_m)
    plan = town.database["helpers"].find(asked(wanted)).sort(order(wanted)).explain()
    assert stages(plan) <= {"FETCH", "IXSCAN", "SORT_MERGE", "LIMIT"}
    assert "reach" in indexes(plan)


def test_helpers_out_of_turn_are_not_even_fetched(town: Town) -> None:
    """Whoever was asked often enough is passed over in the index."""
    town.database["helpers"].update_many({}, {"$set": {"askable_from": NOON.replace(year=2030)}})
    wanted = search(newcomers=True)
    found = town.database["helpers"].find(asked(wanted)).sort(order(wanted))
    executed = found.explain()["executionStats"]
    assert executed["totalDocsExamined"] == 0


@pytest.mark.parametrize(
    "collection,wanted,order",
    [
        ("cases", {"reference": "N-7K3M-Q9WY-4"}, []),
        ("cases", {"invitations": "x"}, []),
        ("cases", {"people": "person-1"}, [("opened_at", DESCENDING)]),
        ("cases", {"shelves": {"$in": ["streets/team", "parks/team"]}}, [("due_at", 1), ("_id", 1)]),
        (
            "cases",
            {"shelves": {"$in": ["streets/team"]}, "due_at": NOON, "_id": {"$gt": "a"}},
            [("due_at", 1), ("_id", 1)],
        ),
        ("cases", {"shelves": {"$in": ["a", "b"]}, "due_at": {"$gt": NOON}}, [("due_at", 1), ("_id", 1)]),
        ("cases", {"next_due_at": {"$lte": NOON}}, [("next_due_at", 1)]),
        ("cases", {"pending_since": {"$exists": True}}, [("pending_since", 1)]),
        ("helpers", {"next_due_at": {"$lte": NOON}}, [("next_due_at", 1)]),
        ("helpers", {"_id": {"$gt": "a"}}, [("_id", 1)]),
        ("contacts", {"contact_ids": "c"}, []),
    ],
)
def test_every_other_query_has_its_index(
    town: Town, collection: str, wanted: Document, order: list[tuple[str, int]]
) -> None:
    found = town.database[collection].find(wanted)
    plan = (found.sort(order) if order else found).explain()
    assert not stages(plan) & FORBIDDEN
    assert stages(plan) & {"IXSCAN", "IDHACK"}


def test_counting_a_shelf_reads_the_index_alone(town: Town) -> None:
    pipeline = [{"$match": {"shelves": {"$in": ["streets/neighbours"]}}}, {"$limit": 5}, {"$count": "n"}]
    plan = town.database.command("explain", {"aggregate": "cases", "pipeline": pipeline, "cursor": {}})
    assert not stages(plan) & FORBIDDEN
    assert town.triage.cases.count_on_shelves(["streets/neighbours"], up_to=5) == 5


def stages(plan: Explained) -> set[str]:
    """The names of all stages of the winning plan."""
    return {each["stage"] for each in _parts(plan) if "stage" in each}


def indexes(plan: Explained) -> set[str]:
    return {each["indexName"] for each in _parts(plan) if "indexName" in each}


def _parts(plan: Any) -> Iterator[Explained]:  # noqa: ANN401 a tree of documents
    if isinstance(plan, list):
        for each in plan:
            yield from _parts(each)
    if isinstance(plan, dict):
        yield plan
        for name, each in plan.items():
            if name not in {"rejectedPlans", "executionStats", "command", "serverInfo"}:
                yield from _parts(each)
