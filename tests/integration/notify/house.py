"""A database of one's own for each test that needs one."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo import MongoClient
from pymongo.database import Database

from deploy.local.stores import Stores
from deploy.stores.database_users import Client, create_service_users
from services.notify.bootstrap import INDEXES
from shared.ids import random_id
from shared.mongo.connect import Document, connect
from shared.mongo.indexes import create_indexes

PASSWORD = "open"


@contextmanager
def own_database(stores: Stores) -> Iterator[Database[Document]]:
    """Empty but for notify's indexes; its user is named like it."""
    name = f"notify_{random_id()[:8]}"
    root: Client = MongoClient(
        stores.mongo_url, username="root", password=stores.secret("platform", "mongo_password"), authSource="admin"
    )
    create_service_users(root, {name: PASSWORD})
    database = connect(stores.mongo_url, user=name, password=PASSWORD, database=name)
    create_indexes(database, INDEXES)
    yield database
    database.client.close()
    root.drop_database(name)
    root.close()
