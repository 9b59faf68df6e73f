"""Whoever has never seen Nabo's commands finds each in the runbook, and reads what it does and what it wants."""

from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from shared.events.topics import SERVICES

RUNBOOK = (Path(__file__).parents[2] / "docs/runbook.md").read_text()
FOR_DEVELOPERS = {"load-demo"}


def group_of(service: str) -> click.Group:
    found = import_module(f"services.{service}.entrypoints.cli.__main__").cli
    assert isinstance(found, click.Group)
    return found


COMMANDS = [(service, name) for service in SERVICES for name in sorted(group_of(service).commands)]


@pytest.mark.parametrize("service", SERVICES)
def test_the_exit_codes_are_told_with_the_list_of_commands(service: str) -> None:
    said = CliRunner().invoke(group_of(service), ["--help"])
    assert said.exit_code == 0
    assert "Exit codes: 0 done" in said.output


@pytest.mark.parametrize("service, name", COMMANDS)
def test_a_command_says_what_it_does_without_any_setting(service: str, name: str) -> None:
    command = group_of(service).commands[name]
    said = CliRunner().invoke(group_of(service), [name, "--help"])
    assert said.exit_code == 0, said.output
    assert command.help
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []


@pytest.mark.parametrize("name", sorted({name for _, name in COMMANDS} - FOR_DEVELOPERS))
def test_a_command_stands_in_the_runbook(name: str) -> None:
    assert f"`{name}" in RUNBOOK


@pytest.mark.parametrize("service", SERVICES)
def test_what_every_service_needs_every_service_has(service: str) -> None:
    shared = {"create-indexes", "trace", "dead-letters", "replay", "republish", "migrate", "backup", "restore"}
    assert shared <= set(group_of(service).commands)
