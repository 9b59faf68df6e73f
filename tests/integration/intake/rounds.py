"""The rounds of intake's worker, made by the test at once, and what stands in the database after them."""

import json
from datetime import timedelta

import pytest

from shared.erasing import Erasing
from shared.mongo.ledger import MongoLedger
from tests.integration.intake.office import Office


def publish(office: Office) -> None:
    """What the worker's relay does."""
    if waiting := office.stores.reports.pending(1000):
        office.stores.reports.file(waiting)
        office.stores.reports.clear(waiting)


def work_off(office: Office) -> None:
    """What the worker's loop does until nothing is to be done."""
    erasing = Erasing(MongoLedger(office.stores.database, settles=timedelta(0)), office.intake.forget)
    for _ in range(6):
        if not erasing.round():
            return
        publish(office)
    pytest.fail("the ledger is never done")


def everything(office: Office) -> str:
    database = office.stores.database
    kept = {name: list(database[name].find()) for name in database.list_collection_names() if name != "erased"}
    return json.dumps(kept, default=str)
