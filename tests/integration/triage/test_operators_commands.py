"""What operators can ask of triage at the machine's own terminal."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.local.layout import PYTHON, REPO
from deploy.local.stores import Stores
from services.triage.entrypoints.cli.__main__ import cli as group
from shared.ids import random_id
from shared.kafka.broker import Broker
from shared.kafka.connect import producer
from shared.kafka.dead_letters import DeadLetters, Letter
from shared.kafka.publisher import Publisher
from shared.mongo.aggregates import Aggregates
from shared.mongo.connect import connect
from tests.integration.spine.stage import on_the_wire

LEAD = "safeguarding_lead"
BY = ("--by", "ada", "--reason", "joined_team")
REASONLESS = ("--by", "ada")
REPORTS = "intake.reports"


@pytest.fixture(scope="module")
def environment(stores: Stores) -> dict[str, str]:
    found = stores.environment("triage")
    return {name: value for name, value in found.items() if "METRICS" not in name and "PROMETHEUS" not in name}


def cli(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Exit status, and what was said."""
    command = (str(PYTHON), "-m", "services.triage.entrypoints.cli", *arguments)
    done = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False, timeout=90)
    return done.returncode, done.stdout + done.stderr


def test_the_first_administrator_comes_by_command(environment: dict[str, str]) -> None:
    assert cli(environment, "create-indexes")[0] == 0
    person = random_id()
    status, said = cli(environment, "grant-role", person, "administrator", *BY)
    assert (status, said.splitlines()[0]) == (0, "granted: administrator")
    assert f"{person} has never signed in here" in said, "nobody else would notice a mistyped number"
    assert cli(environment, "grant-role", person, "auditor", *BY) == (0, "granted: auditor\n")


def test_a_safeguarding_lead_needs_two_people(environment: dict[str, str]) -> None:
    person = random_id()
    assert "waits for a second person" in cli(environment, "grant-role", person, LEAD, *BY)[1]
    assert "granted" in cli(environment, "grant-role", person, LEAD, *BY, "--second", "bea")[1]


def test_what_was_proposed_is_let_go_by_command(environment: dict[str, str]) -> None:
    person = random_id()
    cli(environment, "grant-role", person, LEAD, *BY)
    assert cli(environment, "drop-role-proposal", person, LEAD, *BY) == (0, f"dropped: {LEAD}\n")
    assert cli(environment, "drop-role-proposal", person, LEAD, *BY) == (
        1,
        f"Error: nobody proposes the role {LEAD} for {person}\n",
    )


def test_who_may_do_what_is_listed_with_who_when_why_and_until_when(environment: dict[str, str]) -> None:
    person, end = random_id(), datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    until = end.strftime("%Y-%m-%dT%H:%M:%S%z")
    cli(environment, "grant-role", person, "caseworker", "--team", "streets", "--until", until, *BY)
    cli(environment, "grant-role", person, LEAD, *BY)
    listed = [json.loads(line) for line in cli(environment, "list-roles")[1].splitlines()]
    mine = {one.pop("role"): one for one in listed if one["person_id"] == person}
    assert mine["caseworker"].pop("at") is not None
    assert mine["caseworker"] == {
        "person_id": person,
        "team": "streets",
        "standing": "holds",
        "until": end.isoformat(),
        "by": "ada",
        "reason": "joined_team",
    }
    assert mine[LEAD]["standing"] == "waits"
    only = cli(environment, "list-roles", "--role", LEAD)[1].splitlines()
    assert {json.loads(line)["role"] for line in only} == {LEAD}


@pytest.mark.parametrize(
    "said, options",
    [
        ("end_passed", ("--until", "2020-01-01T00:00:00+0000")),
        ("end_too_far", ("--until", "2099-01-01T00:00:00+0000")),
        ("no team here", ("--team", "no_such_team")),
        ("no_team", ("--team", "streets")),
    ],
)
def test_a_role_that_cannot_be_given_so_is_refused_in_one_line(
    environment: dict[str, str], said: str, options: tuple[str, ...]
) -> None:
    status, answer = cli(environment, "grant-role", random_id(), "auditor", *options, *BY)
    assert status in {1, 2}
    assert said in answer.splitlines()[-1]


def test_a_role_lasts_a_year_where_nobody_says_how_long(environment: dict[str, str]) -> None:
    person = random_id()
    cli(environment, "grant-role", person, "auditor", *BY)
    (mine,) = (
        one for one in map(json.loads, cli(environment, "list-roles")[1].splitlines()) if one["person_id"] == person
    )
    lasts = datetime.fromisoformat(mine["until"]) - datetime.fromisoformat(mine["at"])
    assert timedelta(days=364) < lasts < timedelta(days=367)


def test_a_refusal_is_one_line(environment: dict[str, str]) -> None:
    status, said = cli(environment, "grant-role", "ada", "auditor", *BY)
    assert (status, said) == (
        1,
        "Error: Nobody decides this about themselves. Ask a colleague who may. (not_by_oneself)\n",
    )
    assert cli(environment, "revoke-helper", "nobody", *BY)[1].startswith("Error: there is")


def test_who_gave_and_took_a_role_and_why_stands_in_the_history(environment: dict[str, str], stores: Stores) -> None:
    person = random_id()
    assert cli(environment, "grant-role", person, "auditor", *BY)[0] == 0
    assert cli(environment, "revoke-role", person, "auditor", "--by", "bea", "--reason", "left_team") == (
        0,
        "revoked: auditor\n",
    )
    assert cli(environment, "revoke-role", person, "auditor", *BY) == (
        1,
        f"Error: {person} does not hold the role auditor\n",
    )
    password = stores.secret("triage", "mongo_password")
    database = connect(stores.mongo_url, user="triage", password=password, database="triage")
    told = [(each["by"], each["data"]["reason"]) for each in Aggregates(database, "roles").history(person)]
    database.client.close()
    assert told == [("ada", "joined_team"), ("bea", "left_team")]


@pytest.mark.parametrize("reason", ["She is my friend.", ""])
def test_a_reason_is_a_code_and_no_sentence(reason: str) -> None:
    said = CliRunner().invoke(group, ["grant-role", random_id(), "auditor", *REASONLESS, "--reason", reason])
    assert (said.exit_code, "is not a code" in said.output) == (2, True)


@pytest.mark.parametrize("command", ["replay", "republish"])
def test_what_is_meant_must_be_said(command: str) -> None:
    said = CliRunner().invoke(group, [command])
    assert (said.exit_code, "say which" in said.output) == (2, True)


def test_dead_letters_are_listed_and_played_again_by_command(environment: dict[str, str], stores: Stores) -> None:
    """A message about a report that is not known here waits for it; what is no message stays, and is said to."""
    subject, key = random_id(), random_id()
    letters = DeadLetters("triage", lambda: Publisher(producer(broker_of(stores))))
    for offset, (name, value) in enumerate([(subject, on_the_wire(subject, 3)), (key, b"{canary")]):
        letters.set_aside(
            Letter(topic=REPORTS, origin=f"{REPORTS}:0:{offset}", key=name.encode(), value=value), "not_json"
        )
    letters.close(2)
    status, said = cli(environment, "dead-letters")
    listed = {each["id"]: each for each in map(json.loads, said.splitlines())}
    assert status == 0
    assert {listed[f"{REPORTS}:0:0"]["subject"], listed[f"{REPORTS}:0:1"]["subject"]} == {subject, key}
    assert all({"reason", "topic", "partition", "offset", "at"} <= set(each) for each in listed.values())
    assert "canary" not in said

    assert "No dead letter of this id" in cli(environment, "replay", "nothing:0:0")[1]
    status, said = cli(environment, "replay", "--all")
    assert (status, "parked" in said, "unreadable" in said) == (1, True, True)
    assert "1 of 2 dead letters stay as they are" in said
    assert [json.loads(each)["subject"] for each in cli(environment, "dead-letters")[1].splitlines()] == [key]


def broker_of(stores: Stores) -> Broker:
    return Broker(servers=stores.kafka, user="triage", password=stores.secret("triage", "kafka_password"))


def test_what_happened_to_a_person_is_told_again_by_command(environment: dict[str, str]) -> None:
    assert cli(environment, "republish", "nobody") == (1, "0 told again\nError: Nothing of this id is here: nobody.\n")
    status, said = cli(environment, "republish", "--since", "2026-01-01T00:00:00+0000", "--only", "roles")
    assert (status, "told again" in said) == (0, True)


def test_old_documents_are_counted_and_renewed_by_command(environment: dict[str, str]) -> None:
    status, said = cli(environment, "migrate", "--look")
    assert status == 0
    assert [json.loads(each)["of_older_form"] for each in said.splitlines()] == [0, 0, 0]
    assert cli(environment, "migrate")[0] == 0


@pytest.mark.parametrize(
    "store, away",
    [
        ("database", {"NABO_MONGO_URL": "mongodb://127.0.0.1:1/?replicaSet=rs0"}),
        ("broker", {"NABO_KAFKA": "127.0.0.1:1"}),
    ],
)
def test_a_store_that_is_away_is_one_sentence_and_an_exit_code(
    environment: dict[str, str], store: str, away: dict[str, str]
) -> None:
    status, said = cli({**environment, **away}, "dead-letters")
    assert (status, said.count("\n")) == (3, 1), said
    assert said.startswith(f"Error: The {store}")


def test_a_reference_that_cannot_be_is_said_to_be_none(environment: dict[str, str]) -> None:
    status, said = cli(environment, "trace", "N-0000-0000-1")
    assert status == 2
    assert "is no reference" in said


def test_a_reference_that_nobody_told_us_is_said_to_be_unknown(environment: dict[str, str]) -> None:
    assert cli(environment, "trace", "n-0000 0000-0") == (0, "Nothing of N-0000-0000-0 is known here.\n")


def test_a_mistaken_setting_is_said_in_one_line(environment: dict[str, str]) -> None:
    status, said = cli({**environment, "NABO_KAFKA": "nowhere"}, "dead-letters")
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("NABO_KAFKA: ")


def test_a_password_of_the_owner_that_is_missing_is_said_in_one_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    status, said = cli({**environment, "NABO_SECRETS": str(tmp_path)}, "create-indexes")
    assert (status, said) == (2, "secret mongo_owner_password: cannot be read (FileNotFoundError)\n")
