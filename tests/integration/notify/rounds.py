"""The rounds of notify's worker, made by the test at once, and what stands in the database after them."""

import json
from datetime import timedelta

import pytest

from shared.clock import StoppedClock
from shared.erasing import Erasing
from shared.mongo.ledger import MongoLedger
from shared.retaining import Retaining
from tests.factories.notify import NOON
from tests.integration.notify.house import House


def publish(house: House) -> None:
    """What the worker's relays do."""
    for aggregates in house.stores.relayed:
        if waiting := aggregates.pending(1000):
            aggregates.file(waiting)
            aggregates.clear(waiting)


def work_off(house: House) -> None:
    """What the worker's loop does until nothing is to be done."""
    erasing = Erasing(MongoLedger(house.database, settles=timedelta(0)), house.notify.forget)
    for _ in range(5):
        publish(house)
        if not erasing.round():
            return
    pytest.fail("the ledger is never done")


def confirm(house: House) -> None:
    keeps = house.notify.retention
    keeps.confirmed.confirm(keeps.kept.named, NOON)


def lets_go(house: House, after: timedelta) -> dict[str, int]:
    """What the worker's loop does so long after now; how much went, by kind."""
    publish(house)
    clock = StoppedClock(NOON + after)
    return dict(Retaining("notify", house.notify.retention, clock=clock).round())


def everything(house: House) -> str:
    kept = {name: list(house.database[name].find()) for name in house.database.list_collection_names()}
    kept.pop("erased", None)
    return json.dumps(kept, default=str)
