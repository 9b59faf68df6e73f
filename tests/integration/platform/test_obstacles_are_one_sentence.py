"""Whatever keeps the stack from starting is said in one sentence, with an exit code of its own."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.layout import PYTHON, REPO
from deploy.local.ports import free_ports
from deploy.local.trouble import Code


@pytest.fixture
def port() -> Iterator[int]:
    """The first of a row of free ports."""
    with free_ports() as ports:
        yield ports.gateway


def make(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHON": str(PYTHON)} | settings
    return subprocess.run(
        ["make", "-s", *arguments], cwd=REPO, env=environment, capture_output=True, text=True, check=False
    )


def local(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [str(PYTHON), "-m", "deploy.local", *arguments]
    environment = {"PATH": os.environ["PATH"]} | settings
    return subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)


def test_a_port_in_use_is_named_with_the_way_out(port: int, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 9))
        taken.listen()
        said = local("run", NABO_PORT=str(port), NABO_DATA=str(tmp_path))
    assert said.returncode == Code.PORT_IN_USE
    assert (
        said.stderr
        == f"Port {port + 9}, needed for the database, is in use; choose others, for example: NABO_PORT=9080 make run\n"
    )


def test_a_port_in_use_is_named_before_anything_is_set_up(port: int, tmp_path: Path) -> None:
    """In a folder in which nothing is installed yet, by the system's own Python."""
    for folder in ("deploy", "shared"):
        shutil.copytree(REPO / folder, tmp_path / folder, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copy(REPO / "Makefile", tmp_path)
    environment = {"PATH": os.environ["PATH"], "PYTHON": f"{PYTHON} -S", "NABO_PORT": str(port)}
    with socket.create_server(("127.0.0.1", port)):
        said = subprocess.run(
            ["make", "-s", "up"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
    assert said.stderr.startswith(f"Port {port}, needed for the gateway, is in use; choose others, for example:")
    assert said.stdout == ""
    assert not (tmp_path / ".venv").exists()


def test_a_setting_that_makes_no_sense_is_named() -> None:
    said = local("run", NABO_PORT="door")
    assert (said.returncode, said.stderr) == (Code.SETTING, "NABO_PORT=door is no port from 1024 to 65523.\n")


def test_an_old_python_is_told_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    old = tmp_path_factory.mktemp("old") / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    said = make("packages", PYTHON=str(old))
    assert said.stderr.startswith("Nabo needs Python 3.11 or newer; say which one with")


def test_stopping_what_does_not_run_is_no_error(tmp_path: Path) -> None:
    said = local("down", NABO_DATA=str(tmp_path))
    assert (said.returncode, said.stdout) == (0, "Nabo does not run.\n")


def test_developing_needs_a_running_stack(tmp_path: Path) -> None:
    said = local("dev", "triage", NABO_DATA=str(tmp_path))
    assert said.returncode == Code.NOT_RUNNING
    assert said.stderr.count("\n") == 1


def test_help_names_every_command_that_a_person_may_type() -> None:
    said = make("help").stdout
    for word in (
        "run",
        "up",
        "down",
        "test",
        "check",
        "bench",
        "replay",
        "demo-reset",
        "dev",
        "trace",
        "setup",
        "mail",
        "cli",
    ):
        assert f"make {word} " in said


def test_an_operators_command_needs_something_that_runs(port: int, tmp_path: Path) -> None:
    said = local("cli", "triage", "list-roles", NABO_PORT=str(port), NABO_DATA=str(tmp_path))
    assert said.returncode == Code.NOT_RUNNING
    assert said.stderr == "Nabo does not run; start it first, in the background with: make up\n"


@pytest.mark.parametrize("words", [("triage",), ("triage", "--help"), ("triage", "grant-role", "--help")], ids=" ".join)
def test_operators_commands_are_explained_before_anything_runs(words: tuple[str, ...], tmp_path: Path) -> None:
    said = local("cli", *words, NABO_DATA=str(tmp_path))
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("Usage: python -m services.triage.entrypoints.cli")


def test_operators_commands_of_a_service_that_is_none_are_refused() -> None:
    said = make("cli", "S=nobody", "DO=list-roles")
    assert said.returncode
    assert "'nobody' is not one of 'intake', 'triage', 'notify'" in said.stderr
