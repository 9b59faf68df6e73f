"""A database of one's own for each test, and a broker that lets the tests make topics."""

from collections.abc import Callable, Iterator

import pytest
from kafka import KafkaAdminClient
from pymongo.database import Database

from deploy.local.broker import administrator_of
from deploy.local.stores import Stores
from shared.ids import random_id
from shared.kafka.broker import Broker
from shared.mongo.connect import Document
from tests.databases import own_database
from tests.integration.spine.stage import INDEXED


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    """Empty but for the indexes; its user may do what a service's may."""
    with own_database(stores, "spine", INDEXED) as made:
        yield made


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
