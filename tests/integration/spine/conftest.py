"""A database of one's own for each test, and a broker that lets the tests make topics."""

from collections.abc import Callable, Iterator

import pytest
from kafka import KafkaAdminClient
from pymongo.database import Database

from deploy.local.broker import administrator_of
from deploy.local.stores import Stores
from deploy.stores.database_users import create_service_users
from shared.ids import random_id
from shared.kafka.connect import Broker
from shared.mongo.connect import Document, connect
from shared.mongo.indexes import create_indexes
from tests.integration.spine.stage import INDEXED, root_of


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    """Empty but for the indexes; its user may do what a service's may."""
    name = f"spine_{random_id()[:8]}"
    root = root_of(stores)
    create_service_users(root, {name: "open"})
    database = connect(stores.mongo_url, user=name, password="open", database=name)
    create_indexes(database, INDEXED)
    yield database
    database.client.close()
    root.drop_database(name)
    root.close()


@pytest.fixture
def broker(stores: Stores) -> Broker:
    """Signed in as the administrator, who may read and write any topic."""
    return Broker(servers=stores.kafka, user="broker", password=stores.secret("platform", "kafka_password"))


@pytest.fixture
def new_topic(stores: Stores) -> Iterator[Callable[[], str]]:
    """Makes an empty topic with six partitions and gives its name."""
    admin: KafkaAdminClient | None = administrator_of(stores.plan)
    assert admin is not None

    def make() -> str:
        name = f"spine.{random_id()[:8]}"
        admin.create_topics({name: {"num_partitions": 6, "replication_factor": 1}})
        return name

    yield make
    admin.close()
