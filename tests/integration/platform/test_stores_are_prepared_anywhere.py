"""`python -m deploy.stores`, as compose and Kubernetes call it, on a broker and a database that are there already."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from kafka import KafkaAdminClient
from kafka.errors import KafkaError
from pymongo import MongoClient

from deploy.local.stores import Stores
from deploy.stores.__main__ import main
from shared.events.topics import SERVICES, heard_by
from shared.kafka.broker import Broker
from shared.mongo.connect import owner_of

AS_THE_BROKER_KNOWS_IT = ("--administrator-mechanism", "SCRAM-SHA-256")


def prepare(stores: Stores, *, mechanism: str) -> Result:
    told = {
        "NABO_SECRETS": str(stores.plan.layout.secrets),
        "NABO_KAFKA": stores.kafka,
        "NABO_KAFKA_MECHANISM": mechanism,
    }
    members = ("--members", f"127.0.0.1:{stores.plan.ports.mongod}")
    return CliRunner(env=told).invoke(main, [*members, *AS_THE_BROKER_KNOWS_IT])


@pytest.fixture
def as_before(stores: Stores) -> Iterator[None]:
    """The other tests sign in as ever."""
    yield
    assert prepare(stores, mechanism="SCRAM-SHA-256").exit_code == 0


def topics_seen(stores: Stores, service: str, mechanism: str) -> set[str]:
    """Raises: KafkaError where the broker does not let it in."""
    broker = Broker(
        servers=stores.kafka,
        user=service,
        password=stores.secret(service, "kafka_password"),
        mechanism=mechanism,
    )
    admin = KafkaAdminClient(**broker.common(), bootstrap_timeout_ms=5000, request_timeout_ms=5000)
    try:
        return set(admin.list_topics())
    finally:
        admin.close()


@pytest.mark.usefixtures("as_before")
def test_a_broker_that_knows_its_administrator_otherwise_begins_with_the_longer_hash(stores: Stores) -> None:
    done = prepare(stores, mechanism="SCRAM-SHA-512")
    assert (done.exit_code, done.output) == (
        0,
        "database: replica set and users\nbroker: topics, users and rights\n",
    )
    for service in SERVICES:
        assert topics_seen(stores, service, "SCRAM-SHA-512") >= set(heard_by(service))
        with pytest.raises(KafkaError):
            topics_seen(stores, service, "SCRAM-SHA-256")


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("service", SERVICES)
def test_both_users_of_every_database_are_there(stores: Stores, service: str) -> None:
    assert prepare(stores, mechanism="SCRAM-SHA-256").exit_code == 0
    for user, secret in ((service, "mongo_password"), (owner_of(service), "mongo_owner_password")):
        password = stores.secret(service, secret)
        with MongoClient[dict[str, object]](
            stores.mongo_url, username=user, password=password, authSource=service
        ) as client:
            assert client[service].list_collection_names() is not None
