"""Of two who send a message again by hand one does, and the other hears of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import pytest
from pymongo.collection import Collection
from pymongo.database import Database

from services.notify.adapters.mongo_deliveries import NAME, MongoDeliveries
from services.notify.domain.delivery import Status
from services.notify.ports.messages import Result
from shared.errors import StaleVersion
from shared.mongo.connect import Document
from tests.factories.notify import NOON, delivery


@dataclass(frozen=True, slots=True)
class Slow:
    """A collection in which somebody else acts between looking and writing."""

    real: Collection[Document]
    meanwhile: Callable[[], object]

    def find_one(self, wanted: Document) -> Any:  # noqa: ANN401 -- a document
        found = self.real.find_one(wanted)
        self.meanwhile()
        return found

    def update_one(self, wanted: Document, change: Document) -> Any:  # noqa: ANN401 -- the driver's answer
        return self.real.update_one(wanted, change)


def slow(database: Database[Document], meanwhile: Callable[[], object]) -> MongoDeliveries:
    return MongoDeliveries(cast("Database[Document]", {NAME: Slow(database[NAME], meanwhile)}))


@pytest.fixture
def failed(database: Database[Document]) -> MongoDeliveries:
    deliveries = MongoDeliveries(database)
    deliveries.plan([delivery()])
    fail(deliveries)
    return deliveries


def fail(deliveries: MongoDeliveries) -> None:
    claim = deliveries.claim(1, at=NOON)
    deliveries.settle(claim, [Result(delivery=claim.deliveries[0], status=Status.FAILED, at=NOON, why="smtp_550")])


def test_who_was_slower_hears_that_somebody_did_it(failed: MongoDeliveries, database: Database[Document]) -> None:
    first = partial(failed.again, delivery().id, at=NOON)
    with pytest.raises(StaleVersion):
        slow(database, first).again(delivery().id, at=NOON)
    steps = database[NAME].find_one({"_id": delivery().id}) or {}
    assert [each.get("why") for each in steps["history"]].count("by_hand") == 1


def test_who_was_slower_sends_nothing_that_failed_anew_meanwhile(
    failed: MongoDeliveries, database: Database[Document]
) -> None:
    def again_and_in_vain() -> None:
        failed.again(delivery().id, at=NOON)
        fail(failed)

    with pytest.raises(StaleVersion):
        slow(database, again_and_in_vain).again(delivery().id, at=NOON)
    assert [each.status for each in failed.in_trouble(10)] == [Status.FAILED]


def test_who_is_alone_does_it(failed: MongoDeliveries, database: Database[Document]) -> None:
    slow(database, lambda: None).again(delivery().id, at=NOON)
    assert [each.id for each in failed.claim(10, at=NOON).deliveries] == [delivery().id]
