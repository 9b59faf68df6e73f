"""Databases of one's own on the real stores. Each is made once and lent to one test after the other, empty every time.

To make a user and some forty indexes takes ten times as long as to empty what a test has filled.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache

from pymongo import timeout
from pymongo.database import Database

from deploy.local.stores import Stores
from deploy.stores.database_users import Client, create_service_users
from shared.errors import BadSettings
from shared.ids import random_id
from shared.mongo.connect import Document, connect
from shared.mongo.indexes import Indexed, create_indexes, require_indexes

PASSWORD = "open"
"""Of every such database's user, who is named like it."""

PATIENCE_SECONDS = 240.0
"""As long as pytest lets a test take. A service gives up after two seconds, of which the first look at a database of a
busy machine, to which whoever looks signs in before, may take more; that is no fault of what is tested."""

_idle: defaultdict[tuple[str, str], list[str]] = defaultdict(list)


@contextmanager
def own_database(stores: Stores, service: str, indexes: Sequence[Indexed]) -> Iterator[Database[Document]]:
    """Empty but for the indexes of this service; its user may do what a service's may.

    While it is lent, the thread that has it waits longer for any database.
    """
    idle = _idle[(stores.mongo_url, service)]
    name = idle.pop() if idle else _made(stores, service, indexes)
    database = connect(stores.mongo_url, user=name, password=PASSWORD, database=name)
    try:
        with timeout(PATIENCE_SECONDS):
            yield database
    finally:
        database.client.close()
        if _is_as_new(root_of(stores)[name], indexes):
            idle.append(name)


def patient_threads(most: int) -> ThreadPoolExecutor:
    """Threads that wait for a database as long: each signs in to it anew, and many do at once."""
    return ThreadPoolExecutor(most, initializer=timeout(PATIENCE_SECONDS).__enter__)


@cache
def root_of(stores: Stores) -> Client:
    """The database's administrator. Stays open."""
    return stores.database_administrator()


def _made(stores: Stores, service: str, indexes: Sequence[Indexed]) -> str:
    name = f"{service}_{random_id()[:8]}"
    create_service_users(root_of(stores), {name: PASSWORD})
    create_indexes(root_of(stores)[name], indexes)
    return name


def _is_as_new(database: Database[Document], indexes: Sequence[Indexed]) -> bool:
    """Empties it; whoever took an index away spoilt it for the others."""
    for name in database.list_collection_names():
        if database[name].find_one({}, {"_id": 1}):
            database[name].delete_many({})
    try:
        require_indexes(database, indexes)
    except BadSettings:
        database.client.drop_database(database)
        return False
    return True
