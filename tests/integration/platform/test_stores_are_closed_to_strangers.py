"""The broker and the database let each service do what its tables say, and nothing else."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psutil
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError
from kafka.structs import TopicPartition
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.local.stores import Stores
from deploy.stores.broker_rights import prepare_broker
from deploy.stores.database_users import PROCESS, create_service_users
from shared.events.topics import SERVICES, TOPICS, Topic, dead_letters_of, heard_by
from shared.kafka.broker import Broker

NOT_AUTHORIZED = 13
WRONG_PASSWORD = 18
ANSWER_SECONDS = 10
FETCHES = 3
CHANGES_OF_THE_GROUND: tuple[Mapping[str, Any], ...] = (
    {"does": "index", "createIndexes": "ground", "indexes": [{"key": {"here": 1}, "name": "here"}]},
    {"does": "no index", "dropIndexes": "ground", "index": "*"},
    {"does": "no collection", "drop": "ground"},
)
Client = MongoClient[dict[str, object]]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_only_its_producer_writes_a_topic(stores: Stores, topic: Topic) -> None:
    for service in SERVICES:
        with producing(stores, service) as producer:
            if service == topic.producer:
                assert write(producer, topic.name) >= 0
            else:
                with pytest.raises(TopicAuthorizationFailedError):
                    write(producer, topic.name)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reads_what_is_for_it_or_its_own_and_nothing_else(stores: Stores, service: str) -> None:
    own = {topic.name for topic in TOPICS if topic.producer == service}
    open_to_it = {*heard_by(service), *own, dead_letters_of(service)}
    everything = {*(topic.name for topic in TOPICS), *map(dead_letters_of, SERVICES)}
    for topic in sorted(everything):
        if topic in open_to_it:
            read(stores, service, topic)
        else:
            with pytest.raises(TopicAuthorizationFailedError):
                read(stores, service, topic)


def test_the_members_of_a_service_share_its_topics(stores: Stores) -> None:
    with consuming(stores, "triage", *heard_by("triage"), group="triage") as consumer:
        wait_for_assignment(consumer)
        assert {partition.topic for partition in consumer.assignment()} == set(heard_by("triage"))


def test_a_service_joins_no_group_of_another(stores: Stores) -> None:
    with (
        consuming(stores, "triage", "intake.reports", group="notify") as consumer,
        pytest.raises(GroupAuthorizationFailedError),
    ):
        wait_for_assignment(consumer)


def test_a_wrong_password_never_connects_to_the_broker(stores: Stores) -> None:
    with pytest.raises(KafkaError):
        KafkaProducer(**sign_in(stores, "intake") | {"sasl_plain_password": "guessed"})


@contextmanager
def administering(stores: Stores, user: str, password: str, **how: str) -> Iterator[KafkaAdminClient]:
    broker = Broker(servers=stores.kafka, user=user, password=password, **how)
    admin = KafkaAdminClient(**broker.common())
    try:
        yield admin
    finally:
        admin.close()


def signs_in(stores: Stores, user: str, password: str, mechanism: str) -> bool:
    told = {"sasl_plain_username": user, "sasl_plain_password": password, "sasl_mechanism": mechanism}
    try:
        KafkaProducer(**sign_in(stores, "intake") | told).close(timeout=ANSWER_SECONDS)
    except KafkaError:
        return False
    return True


def test_a_broker_may_ask_for_the_longer_hash_and_then_the_shorter_one_opens_no_more(stores: Stores) -> None:
    """As Strimzi's does, which knows no other; the password of before may be known to somebody."""
    root = administering(stores, "broker", stores.secret("platform", "kafka_password"))
    with root as admin:
        prepare_broker(admin, {"somebody": "the old one"})
        assert signs_in(stores, "somebody", "the old one", "SCRAM-SHA-256")
        prepare_broker(admin, {"somebody": "the new one"}, mechanism="SCRAM-SHA-512")
        assert signs_in(stores, "somebody", "the new one", "SCRAM-SHA-512")
        assert not signs_in(stores, "somebody", "the old one", "SCRAM-SHA-256")


def test_a_password_that_the_broker_does_not_take_is_said(stores: Stores) -> None:
    with (
        administering(stores, "broker", stores.secret("platform", "kafka_password")) as admin,
        pytest.raises(KafkaError, match="does not take what is said of"),
    ):
        prepare_broker(admin, {"": "for nobody"})


def test_topics_are_never_made_by_accident(stores: Stores) -> None:
    with producing(stores, "intake") as producer, pytest.raises(KafkaError):
        write(producer, "intake.reprots")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_writes_its_own_database_only(stores: Stores, service: str) -> None:
    with database(stores, service) as client:
        assert client[service]["trial"].insert_one({"here": True}).acknowledged
        for other in {*SERVICES, "admin", "local"} - {service}:
            with pytest.raises(OperationFailure) as refused:
                client[other]["trial"].insert_one({"here": True})
            assert refused.value.code == NOT_AUTHORIZED
            with pytest.raises(OperationFailure) as hidden:
                client[other]["trial"].find_one()
            assert hidden.value.code == NOT_AUTHORIZED


@pytest.mark.parametrize("change", CHANGES_OF_THE_GROUND, ids=lambda change: change["does"])
@pytest.mark.parametrize("service", SERVICES)
def test_only_the_owner_changes_what_a_database_is_made_of(
    stores: Stores, service: str, change: Mapping[str, Any]
) -> None:
    command = {name: value for name, value in change.items() if name != "does"}
    with database(stores, service) as client:
        client[service]["ground"].insert_one({"here": True})
        with pytest.raises(OperationFailure) as refused:
            client[service].command(command)
        assert refused.value.code == NOT_AUTHORIZED
        with database(stores, service, as_owner=True) as owner:
            assert owner[service].command(command)["ok"]


@pytest.mark.parametrize("service", SERVICES)
def test_an_owner_owns_its_own_database_only(stores: Stores, service: str) -> None:
    with database(stores, service, as_owner=True) as owner:
        for other in {*SERVICES, "admin"} - {service}:
            with pytest.raises(OperationFailure) as refused:
                owner[other]["trial"].create_index("here")
            assert refused.value.code == NOT_AUTHORIZED


def test_users_of_an_older_version_lose_the_rights_that_they_had(stores: Stores) -> None:
    name = f"older_{uuid.uuid4().hex[:8]}"
    with stores.database_administrator() as root:
        rights = [{"role": role, "db": name} for role in ("readWrite", "dbAdmin")]
        root[name].command("createUser", name, pwd="open", roles=rights)
        create_service_users(root, {name: "open"})
        create_service_users(root, {name: "open"})
        [user] = root[name].command("usersInfo", name)["users"]
        root[name].command("dropUser", name)
        root[name].command("dropRole", PROCESS)
    assert [each["role"] for each in user["roles"]] == [PROCESS]


def test_nobody_reads_the_database_without_signing_in(stores: Stores) -> None:
    with Client(stores.mongo_url) as anybody, pytest.raises(OperationFailure) as refused:
        anybody["intake"]["reports"].find_one()
    assert refused.value.code == NOT_AUTHORIZED


def test_a_wrong_password_never_signs_in_to_the_database(stores: Stores) -> None:
    with (
        Client(stores.mongo_url, username="intake", password="guessed", authSource="intake") as client,
        pytest.raises(OperationFailure) as refused,
    ):
        client["intake"]["reports"].find_one()
    assert refused.value.code == WRONG_PASSWORD


def test_the_stores_listen_on_this_machine_only(stores: Stores) -> None:
    listening = {}
    for name in stores.processes():
        connections = psutil.Process(stores.pid(name)).net_connections(kind="tcp")
        listening[name] = {found.laddr.ip for found in connections if found.status == psutil.CONN_LISTEN}
    assert set(listening) == {"kafka", "mongod", "mail"}
    assert set().union(*listening.values()) <= {"127.0.0.1", "::ffff:127.0.0.1"}


def sign_in(stores: Stores, service: str) -> dict[str, object]:
    return {
        "bootstrap_servers": stores.kafka,
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-256",
        "sasl_plain_username": service,
        "sasl_plain_password": stores.secret(service, "kafka_password"),
        "bootstrap_timeout_ms": 5000,
    }


@contextmanager
def producing(stores: Stores, service: str) -> Iterator[KafkaProducer]:
    producer = KafkaProducer(**sign_in(stores, service), acks="all", enable_idempotence=False, max_block_ms=5000)
    try:
        yield producer
    finally:
        producer.close(timeout=ANSWER_SECONDS)


@contextmanager
def consuming(stores: Stores, service: str, *topics: str, group: str) -> Iterator[KafkaConsumer]:
    consumer = KafkaConsumer(*topics, **sign_in(stores, service), group_id=group, enable_auto_commit=False)
    try:
        yield consumer
    finally:
        consumer.close(autocommit=False)


@contextmanager
def database(stores: Stores, service: str, *, as_owner: bool = False) -> Iterator[Client]:
    user, secret = (f"{service}-owner", "mongo_owner_password") if as_owner else (service, "mongo_password")
    password = stores.secret(service, secret)
    with Client(stores.mongo_url, username=user, password=password, authSource=service) as client:
        yield client


def write(producer: KafkaProducer, topic: str) -> int:
    """The offset at which the broker wrote."""
    return int(producer.send(topic, b"{}", key=b"trial").get(ANSWER_SECONDS).offset)


def read(stores: Stores, service: str, topic: str) -> None:
    """Fetch from the first partition, without a group."""
    consumer = KafkaConsumer(**sign_in(stores, service), group_id=None)
    try:
        consumer.assign([TopicPartition(topic, 0)])
        consumer.beginning_offsets([TopicPartition(topic, 0)])
        consumer.seek(TopicPartition(topic, 0), 0)
        for _ in range(FETCHES):
            consumer.poll(timeout_ms=100)
    finally:
        consumer.close()


def wait_for_assignment(consumer: KafkaConsumer) -> None:
    """Poll until the group has given this member its partitions, or the broker refuses."""
    for _ in range(100):
        consumer.poll(timeout_ms=100)
        if consumer.assignment():
            return
    raise AssertionError("no partitions within ten seconds")


def test_the_log_of_the_database_repeats_nothing_of_what_is_written_slowly(stores: Stores) -> None:
    """By itself it would: an update that takes longer than 100 ms is logged with all that it sets."""
    word = f"canary{uuid.uuid4().hex}"
    with stores.database_administrator() as root:
        things = root["intake"]["things"]
        things.insert_one({"_id": word})
        things.update_one({"_id": word, "$where": "sleep(300) || true"}, {"$set": {"words": word}})
        things.drop()
    assert word not in stores.log("mongod")
