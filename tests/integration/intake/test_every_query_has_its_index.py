"""No question reads a whole collection, and none sorts in memory."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from deploy.local.stores import Stores
from services.intake.adapters.cells import cells_around
from services.intake.adapters.mongo_reports import asked_for, held_as, public_with, told_by
from services.intake.bootstrap import INDEXES
from services.intake.ports import Wish
from shared.errors import BadSettings
from shared.mongo.indexes import require_indexes
from shared.retention import Data, What
from tests.databases import root_of
from tests.factories.reports import HERE, NOW
from tests.integration.intake.office import Office

NEWEST = [("listed", -1)]
OLDEST = [("kept_since", 1), ("_id", 1)]


def past(what: What) -> dict[str, Any]:
    """As `oldest_first` asks."""
    return {**held_as(what), "kept_since": {"$lte": NOW}}


QUESTIONS: list[tuple[dict[str, Any], list[tuple[str, int]]]] = [
    ({"secret": "x"}, []),
    ({"request": "x"}, []),
    ({"photos": "x"}, []),
    (public_with("N-1"), []),
    (told_by(["a", "b"]), []),
    (asked_for(Wish()), NEWEST),
    (asked_for(Wish(after="2026")), NEWEST),
    (asked_for(Wish(category="litter")), NEWEST),
    (asked_for(Wish(near=HERE)), NEWEST),
    (asked_for(Wish(near=HERE, category="litter", after="2026")), NEWEST),
    (past(What(data=Data.WORDS, of="litter")), OLDEST),
]


def stages(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["stage"]
    for inner in (*plan.get("inputStages", ()), *([plan["inputStage"]] if "inputStage" in plan else ())):
        yield from stages(inner)


@pytest.mark.parametrize("question, order", QUESTIONS)
def test_a_question_goes_by_an_index(office: Office, question: dict[str, Any], order: list[tuple[str, int]]) -> None:
    for number in range(30):
        office.tell(category=("litter", "street_light")[number % 2])
    cursor = office.stores.database["reports"].find(question)
    plan = (cursor.sort(order) if order else cursor).limit(20).explain()["queryPlanner"]["winningPlan"]
    used = list(stages(plan))
    assert "COLLSCAN" not in used
    assert "SORT" not in used
    assert "IXSCAN" in used or "IDHACK" in used


def test_stories_and_people_are_found_by_their_ids(office: Office) -> None:
    for collection in ("stories", "roles", "helper_names", "contacts", "revoked_sessions"):
        office.stores.database[collection].insert_one({"_id": "x"})
        plan = office.stores.database[collection].find({"_id": {"$in": ["x"]}}).explain()["queryPlanner"]["winningPlan"]
        assert "COLLSCAN" not in list(stages(plan))


def test_a_missing_index_stops_the_start(office: Office, stores: Stores) -> None:
    root_of(stores)[office.stores.database.name]["reports"].drop_index("listed")
    with pytest.raises(BadSettings, match="index listed of reports is missing"):
        require_indexes(office.stores.database, INDEXES)


def test_nine_cells_lie_around_a_place() -> None:
    assert len(set(cells_around(HERE))) == 9
