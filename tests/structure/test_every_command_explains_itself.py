"""Whoever has never seen Nabo's commands finds each in the runbook, and reads what it does and what it wants."""

from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from shared.events.topics import SERVICES
from shared.operators.words import INSTANT, a_code

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


MISTYPED = [
    (
        "triage",
        "grant-role somebody administrator --by kim --reason new_duty --until 2027-01-01",
        "--until",
        "no instant",
    ),
    ("triage", "vet-helper somebody --tier 1 --by kim --until 2027-06-30T12:00:00", "--until", "day, time and offset"),
    ("intake", "republish --since yesterday", "--since", "2027-06-30T23:59:59+03:00"),
    ("triage", "revoke-role somebody auditor --by kim --reason Left", "--reason", "Left is not a code such as"),
    ("notify", "erase somebody --by kim --reason BecauseAdaAsked", "--reason", "is not a code such as"),
    ("notify", "deliveries --limit 0", "--limit", "0 is not in the range"),
    ("intake", "trace N-1", "REFERENCE", "N-1 is no reference"),
]


@pytest.mark.parametrize("service, words, about, sentence", MISTYPED)
def test_a_mistyped_word_is_one_sentence_before_any_setting_is_read(
    service: str, words: str, about: str, sentence: str
) -> None:
    said = CliRunner().invoke(group_of(service), words.split())
    assert said.exit_code == 2, said.output
    (told,) = [line for line in said.output.splitlines() if line.startswith("Error: ")]
    assert f"'{about}'" in told
    assert sentence in told


def reasons() -> list[tuple[str, str, click.Parameter]]:
    found = ((*named, group_of(named[0]).commands[named[1]].params) for named in COMMANDS)
    return [(service, name, each) for service, name, params in found for each in params if each.name == "reason"]


@pytest.mark.parametrize("service, name, option", reasons())
def test_a_reason_that_stays_in_a_history_is_a_code(service: str, name: str, option: click.Parameter) -> None:
    assert option.callback is a_code, f"{service} {name}"


def test_an_instant_may_be_written_as_before() -> None:
    with_a_colon, without = (
        INSTANT.convert(f"2027-06-30T23:59:59{offset}", None, None) for offset in ("+03:00", "+0300")
    )
    assert with_a_colon == without
