"""What operators can ask of notify: demo people, a report's way, and messages in trouble."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from deploy.local.layout import REPO
from services.notify.entrypoints.cli.demo import register_everybody
from services.notify.settings import read_settings
from shared.errors import BadSettings
from shared.events import triage
from shared.ids import Reference
from shared.pack import load_demo
from shared.pack.demo import DemoPerson
from tests.factories.notify import REFERENCE
from tests.integration.notify.house import ADA, House
from tests.integration.notify.news import ROUTED_TODAY


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command as an operator types it, with the settings of the test."""
    return subprocess.run(
        [sys.executable, "-m", "services.notify.entrypoints.cli", *words],
        cwd=REPO,
        env={**os.environ, "PYTHONPATH": str(REPO)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_demo_people_are_registered_once_with_their_fixed_ids(house: House) -> None:
    people = load_demo(REPO / "deploy/neighbourhoods/kluuvi")
    assert register_everybody(people, house.notify) == len(people)
    assert register_everybody(people, house.notify) == 0
    first = people[0]
    person = house.notify.people.get(first.person_id).state
    assert (person.name, person.language, person.is_demo) == (first.first_name, first.languages[0], True)
    owner = house.notify.people.owner_of(house.notify.contact_of(first.email))
    assert owner is not None
    assert owner.id == first.person_id


def test_many_demo_people_are_registered_at_once_and_each_once(house: House) -> None:
    people = [
        DemoPerson(
            person_id=f"00000000-0000-4000-8000-{number:012x}",
            first_name="Alma",
            email=f"p{number}@nabo.example",
            languages=("en",),
        )
        for number in range(500)
    ]
    assert register_everybody(people, house.notify) == 500
    assert house.database["people"].estimated_document_count() == 500


def test_a_reports_way_is_told_step_by_step_without_words_and_addresses(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.hear_of_its_case(triage.MessageWritten(to="reporter", text="Private words."), version=3)
    house.send()
    steps = list(house.stores.traces.of(Reference(REFERENCE)))
    said = [str(step["what"]) for step in steps]
    assert "heard: intake.report.received.v1" in said
    assert said.count("message routed to reporter: sent") == 1
    assert {step["service"] for step in steps} == {"notify"}
    assert {step["correlation_id"] for step in steps} == {"correlation-1"}
    told = json.dumps(steps, default=str)
    assert "Private words" not in told
    assert ADA not in told
    assert list(house.stores.traces.of(Reference("N-0000-0000-0"))) == []


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("words", [("trace", "nonsense"), ("send-again", "no-such-delivery")])
def test_a_mistyped_word_is_answered_in_words(words: tuple[str, str]) -> None:
    answer = run(*words)
    assert answer.returncode == 2
    assert words[1] in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.usefixtures("settings")
def test_every_mistake_of_the_settings_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: Mapping[str, str] = {
        "NABO_ENV": "production",
        "NABO_SMTP_PORT": "70000",
        "NABO_SMTP_TLS": "perhaps",
        "NABO_STAFF_LINK_SIGN_IN": "true",
        "NABO_SMTP_USER": "nabo",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NABO_SMTP_HOST")
    with pytest.raises(BadSettings) as told:
        read_settings()
    said = "\n".join(told.value.mistakes)
    for name in ("NABO_SMTP_HOST", "NABO_SMTP_PORT", "NABO_SMTP_TLS", "NABO_STAFF_LINK_SIGN_IN", "smtp_password"):
        assert name in said


@pytest.mark.usefixtures("settings")
def test_a_process_with_mistakes_ends_with_plain_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NABO_SECRETS", str(tmp_path / "nowhere"))
    answer = run("create-indexes")
    assert answer.returncode == 2
    assert "NABO_SECRETS: there is no folder" in answer.stderr
    assert "Traceback" not in answer.stderr
