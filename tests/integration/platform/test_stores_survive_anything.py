"""Killing a process, or the supervisor itself, loses nothing that was acknowledged and leaves nothing behind."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.structs import TopicPartition
from pymongo import MongoClient

from deploy.local.lifecycle import running_stores
from deploy.local.running import runs
from deploy.local.stores import Stores
from deploy.local.waiting import wait_until

pytestmark = pytest.mark.xdist_group("stores that die")
SECONDS = 30.0
TOPIC = "intake.reports"
Client = MongoClient[dict[str, object]]


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """For stores of one's own; all of their processes are to be gone afterwards."""
    yield tmp_path
    assert left_in(tmp_path) == []


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Stores of which one process after the other is killed."""
    root = tmp_path_factory.mktemp("mended")
    with running_stores(root) as stores:
        yield stores
    assert left_in(root) == []


def left_in(root: Path) -> list[int]:
    return [process.pid for process in psutil.process_iter(["cmdline"]) if str(root) in str(process.info["cmdline"])]


def test_a_move_and_a_kill_of_the_supervisor_leave_all_that_was_acknowledged_and_no_process(root: Path) -> None:
    with running_stores(root) as stores:
        first, moved = stores.plan.ports, write(stores, b"moved")
        insert(stores, "moved")
    with running_stores(root) as elsewhere:
        assert elsewhere.plan.ports != first
        assert count(elsewhere, "moved") == 1
        assert read(elsewhere, moved) == b"moved"
        pids = [running_pid(elsewhere, name) for name in elsewhere.processes()]
        kept = write(elsewhere, b"kept")
        insert(elsewhere, "kept")
        kill_the_supervisor(elsewhere)
        wait_until(lambda: not any(map(runs, pids)), seconds=SECONDS, what="all are gone")
    with running_stores(root) as again:
        assert [read(again, offset) for offset in (moved, kept)] == [b"moved", b"kept"]
        assert [count(again, name) for name in ("moved", "kept")] == [1, 1]


def kill_the_supervisor(stores: Stores) -> None:
    supervisor = stores.supervisor.pid()
    assert supervisor is not None
    os.kill(supervisor, signal.SIGKILL)


@pytest.mark.parametrize("name", ["kafka", "mongod", "mail"])
def test_what_dies_is_restarted(mended: Stores, name: str) -> None:
    answers: dict[str, Callable[[Stores], object]] = {
        "kafka": lambda stores: write(stores, b"after"),
        "mongod": lambda stores: insert(stores, "after"),
        "mail": lambda stores: listens(stores, stores.plan.ports.smtp),
    }
    killed = mended.kill(name)
    wait_until(lambda: mended.pid(name) not in (None, killed), seconds=SECONDS, what=f"{name} is restarted")
    wait_until(lambda: succeeds(lambda: answers[name](mended)), seconds=SECONDS, what=f"{name} answers")


def running_pid(stores: Stores, name: str) -> int:
    return wait_until(lambda: stores.pid(name), seconds=SECONDS, what=f"{name} runs")


def listens(stores: Stores, port: int) -> bool:
    process = psutil.Process(stores.pid("mail"))
    return any(found.laddr.port == port for found in process.net_connections(kind="tcp"))


def succeeds(attempt: Callable[[], object]) -> bool:
    try:
        return attempt() is not False
    except Exception:  # noqa: BLE001 - a store that comes back fails in many ways, and the next look tells
        return False


def broker(stores: Stores, service: str) -> dict[str, object]:
    return {
        "bootstrap_servers": stores.kafka,
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-256",
        "sasl_plain_username": service,
        "sasl_plain_password": stores.secret(service, "kafka_password"),
        "bootstrap_timeout_ms": 5000,
    }


def write(stores: Stores, value: bytes) -> int:
    producer = KafkaProducer(**broker(stores, "intake"), acks="all", enable_idempotence=False)
    try:
        return int(producer.send(TOPIC, value, partition=0).get(5).offset)
    finally:
        producer.close(timeout=5)


def read(stores: Stores, offset: int) -> bytes:
    consumer = KafkaConsumer(**broker(stores, "triage"), group_id=None)
    try:
        consumer.assign([TopicPartition(TOPIC, 0)])
        consumer.seek(TopicPartition(TOPIC, 0), offset)
        [record, *_] = next(iter(consumer.poll(timeout_ms=10_000).values()))
        return bytes(record.value)
    finally:
        consumer.close()


def database(stores: Stores) -> Client:
    password = stores.secret("intake", "mongo_password")
    return Client(
        stores.mongo_url, username="intake", password=password, authSource="intake", timeoutMS=5000, w="majority"
    )


def insert(stores: Stores, name: str) -> None:
    with database(stores) as client:
        client["intake"]["trial"].insert_one({"name": name})


def count(stores: Stores, name: str) -> int:
    with database(stores) as client:
        return client["intake"]["trial"].count_documents({"name": name})
