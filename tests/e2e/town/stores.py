"""A look into the stores, for what no page would show: how much is kept, and whether a word is among it."""

from collections.abc import Iterator
from typing import Any

from pymongo.database import Database

from deploy.local.waiting import wait_until
from shared.kafka.broker import Broker
from tests.e2e.town.town import Town

Document = dict[str, Any]

QUIET_SECONDS = 30.0


def database_of(town: Town, service: str) -> "Database[Document]":
    """Read as the administrator; no test writes there."""
    return town.stack.database_administrator()[service]


def count_of(town: Town, service: str, collection: str) -> int:
    database = database_of(town, service)
    with database.client:
        return database[collection].count_documents({})


def all_of(town: Town, service: str, *, named: str = "") -> Iterator[tuple[str, Document]]:
    """Every document of the collections whose name holds `named`, with the collection's name."""
    database = database_of(town, service)
    with database.client:
        for name in database.list_collection_names():
            if named in name:
                yield from ((name, each) for each in database[name].find())


def wait_until_triage_is_quiet(town: Town) -> None:
    """Until no timer of a case is due: what the moved clock has set off is done."""
    database = database_of(town, "triage")
    with database.client:
        wait_until(
            lambda: database["cases"].find_one({"next_due_at": {"$lte": town.now}}) is None,
            seconds=QUIET_SECONDS,
            what="triage has done what was due",
        )


def broker_of(town: Town) -> Broker:
    """Signed in as the administrator, who may read and write any topic."""
    stack = town.stack
    return Broker(servers=stack.kafka, user="broker", password=stack.secret("platform", "kafka_password"))
