"""The rounds of triage's worker, made by the test at once."""

from datetime import timedelta

import pytest
from pymongo.database import Database

from shared.erasing import Erasing
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import Document
from shared.mongo.ledger import MongoLedger
from tests.factories.triage_town import Town

KINDS = ("cases", "helpers", "roles")


def publish(database: Database[Document]) -> None:
    """What the worker's relays do."""
    for name in KINDS:
        aggregates = Aggregates(database, name)
        if waiting := aggregates.pending(1000):
            aggregates.file(waiting)
            aggregates.clear(waiting)


def work_off(town: Town, database: Database[Document]) -> int:
    """What the worker's loop does; how many rounds it took."""
    erasing = Erasing(MongoLedger(database, settles=timedelta(0)), town.triage.forget)
    for number in range(1, 6):
        if not erasing.round():
            return number
        publish(database)
    pytest.fail("the ledger is never done")
