"""What operators can ask of triage at the machine's own terminal."""

import subprocess

import pytest

from deploy.local.layout import PYTHON, REPO
from deploy.local.stores import Stores
from shared.ids import random_id

LEAD = "safeguarding_lead"


@pytest.fixture(scope="module")
def environment(stores: Stores) -> dict[str, str]:
    found = stores.environment("triage")
    return {name: value for name, value in found.items() if "METRICS" not in name and "PROMETHEUS" not in name}


def cli(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Exit status, and what was said."""
    command = (str(PYTHON), "-m", "services.triage.entrypoints.cli", *arguments)
    done = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_first_administrator_comes_by_command(environment: dict[str, str]) -> None:
    assert cli(environment, "create-indexes")[0] == 0
    assert cli(environment, "grant-role", random_id(), "administrator", "--by", "ada") == (
        0,
        "granted: administrator\n",
    )


def test_a_safeguarding_lead_needs_two_people(environment: dict[str, str]) -> None:
    person = random_id()
    assert "waits for a second person" in cli(environment, "grant-role", person, LEAD, "--by", "ada")[1]
    assert "granted" in cli(environment, "grant-role", person, LEAD, "--by", "ada", "--second", "bea")[1]


def test_a_refusal_is_one_line(environment: dict[str, str]) -> None:
    status, said = cli(environment, "grant-role", "ada", "auditor", "--by", "ada")
    assert (status, said) == (1, "Error: not_by_oneself\n")
    assert cli(environment, "revoke-helper", "nobody", "--reason", "x", "--by", "ada")[1].startswith("Error: there is")


def test_a_reference_that_cannot_be_is_said_to_be_none(environment: dict[str, str]) -> None:
    status, said = cli(environment, "trace", "N-0000-0000-1")
    assert status == 2
    assert "is no reference" in said


def test_a_mistaken_setting_is_said_in_one_line(environment: dict[str, str]) -> None:
    status, said = cli({**environment, "NABO_KAFKA": "nowhere"}, "create-indexes")
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("NABO_KAFKA: ")
