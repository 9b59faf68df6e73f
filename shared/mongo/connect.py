"""Connections to MongoDB, and what its failures mean."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from bson.codec_options import CodecOptions
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WTimeoutError,
)

from shared.errors import TryAgain

Document = dict[str, Any]

TIMEOUT_MS = 2000  # Half a second would be plenty; the default of 30 s equals gunicorn's own patience.
POOL_SIZE = 20
AWAY_SECONDS = 0.5
PASSING = frozenset({
    6, 7, 89, 9001,  # network troubles between servers
    43,  # the cursor was lost with the server that held it
    91, 189, 10107, 11600, 11602, 13435, 13436,  # shutting down, stepping down, not primary yet
    112,  # two writes met
    211,  # keys that sign its time: a server that has just been restarted has not read them yet
    262,  # out of time
})  # fmt: skip


def connect(url: str, *, user: str, password: str, database: str, retries: bool = True) -> Database[Document]:
    """A database handle; opens nothing yet. Made after the fork, in the process that uses it.

    Majority writes leave `j` unset: majority implies the journal, and `j=False` would cost 100 ms a write.
    retries: whether the driver repeats a write that the network cut off. For that the server notes every write once
    more, which whoever repeats their whole task anyway need not pay.
    """
    client: MongoClient[Document] = MongoClient(
        url,
        username=user,
        password=password,
        authSource=database,
        tz_aware=True,
        timeoutMS=TIMEOUT_MS,
        serverSelectionTimeoutMS=TIMEOUT_MS,
        maxPoolSize=POOL_SIZE,
        w="majority",
        retryWrites=retries,
        appname=f"nabo-{user}",
        heartbeatFrequencyMS=2000,
    )
    return client.get_database(database, codec_options=CodecOptions(tz_aware=True))


def owner_of(service: str) -> str:
    """The database's user who may make and drop its collections and indexes, which the service's processes may not."""
    return f"{service}-owner"


@contextmanager
def answers() -> Iterator[None]:
    """Within, a database that is away means `TryAgain`; every other error is a bug and stays one."""
    try:
        yield
    except PyMongoError as error:
        if _passes(error):
            raise TryAgain(AWAY_SECONDS) from error
        raise


def is_there(database: Database[Document]) -> bool:
    """Raises: TryAgain when the database is away."""
    with answers():
        return bool(database.command("ping")["ok"])


def _passes(error: PyMongoError) -> bool:
    return (
        isinstance(error, (ConnectionFailure, ExecutionTimeout, WTimeoutError))
        or error.timeout
        or error.has_error_label("RetryableWriteError")
        or (isinstance(error, BulkWriteError) and any(each.get("code") in PASSING for each in problems_of(error)))
        or (isinstance(error, OperationFailure) and error.code in PASSING)
    )


def problems_of(error: BulkWriteError) -> Sequence[Mapping[str, Any]]:
    """Of single writes, and of all together: a server that goes away says of none of them that it will last."""
    details = error.details or {}
    return [*details.get("writeErrors", ()), *details.get("writeConcernErrors", ())]
