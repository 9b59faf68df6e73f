"""A worker waits for its stores, says when it is not ready, ends in time when told, and wholly when a part fails."""

import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from subprocess import Popen

import pytest
import requests
from kafka import KafkaAdminClient
from prometheus_client.parser import text_string_to_metric_families
from pymongo.database import Database

from deploy.local.broker import administrator_of
from deploy.local.stores import Stores
from shared.events.topics import INTAKE_REPORTS, dead_letters_of
from shared.kafka.broker import Broker
from shared.mongo.connect import Document
from shared.mongo.last_backup import note_backup
from tests.databases import root_of
from tests.fakes.notebook import wrote
from tests.integration.spine.group import NewTopic, lines, names
from tests.integration.spine.stage import NOTEBOOKS, a_process, notebooks_in, patient, reading, until, write


class Worker:
    """A worker's process and its health."""

    def __init__(self, process: Popen[str], service: str, bind: str) -> None:
        self.process = process
        self._service = service
        self._bind = bind

    def is_alive(self) -> bool:
        return self._asked("healthz") == 200

    def is_ready(self) -> bool:
        return self._asked("readyz") == 200

    def is_waiting(self) -> bool:
        """Alive and not ready."""
        return self._asked("readyz") == 503 and self.is_alive()

    def what_is_wrong(self) -> set[str]:
        checks = requests.get(f"http://{self._bind}/readyz/{self._service}", timeout=15).json()["checks"]
        return {name for name, is_good in checks.items() if not is_good}

    def measures(self) -> str:
        """What it tells whoever watches; nothing before it listens."""
        try:
            return requests.get(f"http://{self._bind}/metrics/{self._service}", timeout=15).text
        except requests.ConnectionError:
            return ""

    def end(self) -> int:
        """Its exit status after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def _asked(self, page: str) -> int:
        try:
            return requests.get(f"http://{self._bind}/{page}/{self._service}", timeout=15).status_code
        except requests.ConnectionError:
            return 0


@pytest.fixture
def topic(new_topic: NewTopic) -> str:
    return new_topic()


@pytest.fixture
def arguments(stores: Stores, database: Database[Document], broker: Broker, topic: str) -> tuple[str, ...]:
    return (stores.mongo_url, database.name, broker.servers, broker.password, topic)


@contextmanager
def a_worker(arguments: tuple[str, ...], behaviour: str = "works") -> Iterator[Worker]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    with a_process("tests.integration.spine.a_worker", *arguments, bind, behaviour) as process:
        yield Worker(process, arguments[1], bind)


def test_what_is_written_goes_out_what_comes_in_is_handled_and_it_ends_in_time(
    arguments: tuple[str, ...], database: Database[Document], broker: Broker, topic: str
) -> None:
    notebooks, (mine, *theirs) = notebooks_in(database), names(41)
    with a_worker(arguments) as worker, reading(broker, INTAKE_REPORTS) as reader:
        until("it is ready", worker.is_ready)
        notebooks.append(notebooks.find(mine), [wrote("one"), wrote("two")], by="x")
        until("both are published", lambda: len(reader.events([mine])) == 2)
        write(broker, topic, lines(theirs, 30))
        until("some are copied", lambda: notebooks.find(f"copy of {theirs[0]}").version > 3)
        assert worker.end() == 0
    with a_worker(arguments):
        until("the rest is copied", lambda: all(notebooks.find(f"copy of {each}").version == 30 for each in theirs))
    assert notebooks.get(f"copy of {theirs[0]}").state.lines == [f"line {version}" for version in range(1, 31)]


def backed_up_at(measures: str) -> float | None:
    found = (each for family in text_string_to_metric_families(measures) for each in family.samples)
    return next((each.value for each in found if each.name == "nabo_last_backup_timestamp_seconds"), None)


@pytest.mark.parametrize("at", [None, datetime(2026, 5, 4, 3, tzinfo=UTC)])
def test_it_tells_when_the_last_backup_was_made(
    arguments: tuple[str, ...], database: Database[Document], at: datetime | None
) -> None:
    if at is not None:
        note_backup(database, at)
    with a_worker(arguments) as worker:
        until("it tells", lambda: backed_up_at(worker.measures()) == (at.timestamp() if at else 0))


@pytest.mark.parametrize("store,check", [("kafka", "kafka"), ("mongod", "mongodb")])
def test_it_is_alive_but_not_ready_while_a_store_is_away_and_ends_in_time_all_the_same(
    stores: Stores, arguments: tuple[str, ...], database: Database[Document], store: str, check: str
) -> None:
    notebooks, (mine,) = notebooks_in(database), names(1)
    with a_worker(arguments) as worker, a_worker(arguments) as other:
        until("both are ready", lambda: worker.is_ready() and other.is_ready())
        stores.stop(store)
        try:
            until("it is not ready", worker.is_waiting, seconds=15)
            until("the right thing is wrong", lambda: worker.what_is_wrong() == {check})
            with a_worker(arguments) as newcomer:
                until("one that starts now waits", newcomer.is_waiting)
            if store == "kafka":
                notebooks.append(notebooks.find(mine), [wrote("one")], by="x")
            assert other.end() == 0
        finally:
            stores.start(store)
        until("it is ready again", worker.is_ready, seconds=20)
        assert worker.process.poll() is None
        assert patient(lambda: notebooks.find("any")).version == 0


@pytest.mark.parametrize("behaviour", ["fails", "ends"])
def test_when_one_loop_fails_the_process_ends_with_an_error(arguments: tuple[str, ...], behaviour: str) -> None:
    with a_worker(arguments, behaviour) as worker:
        assert worker.process.wait(20) == 1


def test_without_an_index_it_ends_and_says_which_and_what_to_do(
    stores: Stores, arguments: tuple[str, ...], database: Database[Document], capfd: pytest.CaptureFixture[str]
) -> None:
    root_of(stores)[database.name][NOTEBOOKS].drop_index("next_due_at")
    with a_worker(arguments) as worker:
        assert worker.process.wait(20) == 1
    said = capfd.readouterr().err
    assert f"index next_due_at of {NOTEBOOKS} is missing: run the service's `cli create-indexes`" in said
    assert "Traceback" not in said


def test_it_ends_in_order_whichever_of_its_threads_is_told(arguments: tuple[str, ...]) -> None:
    with a_worker(arguments, "hears") as worker:
        assert worker.process.wait(20) == 0


def test_a_loop_that_does_not_hear_keeps_nobody_waiting(arguments: tuple[str, ...]) -> None:
    with a_worker(arguments, "hangs") as worker:
        until("it is ready", worker.is_ready)
        status = worker.end()
    assert status == 0


def test_one_that_halted_on_poison_says_so_and_leaves_its_group(
    stores: Stores, arguments: tuple[str, ...], database: Database[Document], broker: Broker, topic: str
) -> None:
    admin: KafkaAdminClient | None = administrator_of(stores.plan)
    assert admin is not None
    admin.create_topics({dead_letters_of(database.name): {"num_partitions": 1, "replication_factor": 1}})
    with a_worker(arguments) as worker:
        until("it is ready", worker.is_ready)
        write(broker, topic, [("a", b"{") for _ in range(30)])
        until("it is not ready", worker.is_waiting)
        assert worker.what_is_wrong() == {"kafka"}
        described = admin.describe_groups([database.name])
        assert "members=[]" in str(described) or not described[database.name]["members"]
        assert worker.end() == 0
    admin.close()
