"""The whole stack as a person has it: it gets ready, heals, greets, and goes away when it is told to."""

import http.client
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest

from deploy.local.keys import NONE_YET
from deploy.local.layout import PYTHON, REPO
from deploy.local.ports import free_ports
from deploy.local.running import runs
from deploy.local.stack import Stack
from deploy.local.supervisor import TETHERED
from deploy.local.terminal import operate, trace
from deploy.local.trouble import Trouble
from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES

PROCESSES = {"gateway", "kafka", "mail", "mongod", "sms"} | {
    f"{kind}-{name}" for kind in ("web", "worker") for name in SERVICES
}
pytestmark = pytest.mark.xdist_group("stack")
SECONDS_TO_STOP = 10
MISTYPED = 2
SECONDS_TO_HEAL = 30.0
TETHERED_RUN = f"{TETHERED}; import sys; sys.argv = ['nabo', 'run']; from deploy.local.__main__ import start; start()"
"""`python -m deploy.local run` that ends with the tests, however they end."""

GREETED = "Ctrl-C stops everything."


def status(stack: Stack, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", stack.plan.ports.gateway, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_one_supervisor_runs_everything(stack: Stack) -> None:
    assert set(stack.processes()) == PROCESSES
    supervisor = stack.supervisor.pid()
    assert {psutil.Process(stack.pid(name)).ppid() for name in stack.processes()} == {supervisor}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("page", ["healthz", "readyz", "metrics"])
def test_every_service_tells_how_it_is(stack: Stack, service: str, page: str) -> None:
    says = partial(status, stack, f"/{page}/{service}")
    wait_until(lambda: says() == http.HTTPStatus.OK, seconds=SECONDS_TO_HEAL, what=f"{service} says that it is well")


@pytest.mark.parametrize("service", SERVICES)
def test_operators_commands_find_what_runs_here(stack: Stack, service: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert operate(stack.plan, service, ("dead-letters",)) == 0
    assert operate(stack.plan, service, ("trace", "nothing")) == MISTYPED
    assert "nothing is no reference" in capfd.readouterr().err


@pytest.mark.parametrize("typed, said", [("N-1", "N-1 is no reference"), ("N-0000-0000-0", "No service knows N-0000-")])
def test_a_trace_of_nothing_is_one_sentence(stack: Stack, typed: str, said: str) -> None:
    with pytest.raises(Trouble, match=said):
        trace(stack.plan, typed)


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_whatever_dies_comes_back(stack: Stack, name: str) -> None:
    stack.wait_ready()
    first = psutil.Process(stack.pid(name))
    killed = [first.pid, *(each.pid for each in first.children(recursive=True))]
    stack.kill(name)
    assert [each for each in killed if runs(each)] == []
    stack.wait_ready()


def test_no_secret_is_in_any_log_or_process_list(stack: Stack) -> None:
    files = (file for file in stack.plan.layout.secrets.rglob("*") if "public" not in file.name and file.is_file())
    secrets = {file.read_text().strip() for file in files} - {NONE_YET}
    logs = "".join(file.read_text(errors="replace") for file in stack.plan.layout.logs.glob("*.log*"))
    lines = " ".join(" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]))
    assert not [secret[:4] for secret in secrets if secret in logs or secret in lines]


def test_ctrl_c_stops_everything_and_the_data_stay(tmp_path: Path) -> None:
    with free_ports() as ports:
        settings = {"NABO_DATA": str(tmp_path), "NABO_MAIL": str(tmp_path / "mail"), "NABO_PORT": str(ports.gateway)}
        for _ in range(2):
            with running(settings) as terminal:
                os.killpg(terminal.pid, signal.SIGINT)
                assert terminal.wait(timeout=SECONDS_TO_STOP + 20) == 0
            assert [
                process for process in psutil.process_iter(["cmdline"]) if str(tmp_path) in str(process.info["cmdline"])
            ] == []
    assert (tmp_path / "mongod" / "data" / "WiredTiger").exists()


@contextmanager
def running(settings: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """`make run` in a terminal of its own, as soon as it has greeted."""
    with subprocess.Popen(
        [PYTHON, "-c", TETHERED_RUN],
        cwd=REPO,
        env={"PATH": os.environ["PATH"]} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as terminal:
        said = []
        for line in terminal.stdout or ():
            said.append(line)
            if GREETED in line:
                break
        assert said[-1].strip() == GREETED, "".join(said)
        yield terminal
