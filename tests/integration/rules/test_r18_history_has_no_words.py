"""R18: every change is kept as codes, numbers and ids; people's words, places and answers stand beside it, once."""

import json

import pytest

from tests.e2e.town.neighbours import are_asked, takes_it
from tests.e2e.town.reports import Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.stores import all_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Desks, Tell

SERVICES = ("intake", "triage", "notify")
WORDS = {
    "report": "canaryreport",
    "message": "canarymessage",
    "answer": "canaryanswer",
    "outcome": "canaryoutcome",
    "dispute": "canarydispute",
}
PLACE = {"lat": 60.170813, "long": 24.947837, "address": "Vuorikatu 5"}


@pytest.fixture
def told(tell: Tell, desk: Desks) -> Told:
    """A report with whose every step somebody wrote something."""
    told = tell("snow_clearing", text=f"It is {WORDS['report']}.", neighbour_consent=True, location=PLACE)
    helper = takes_it(are_asked(told, count=3)[0])
    helper.says("messages", text=f"I have a {WORDS['message']}.")
    reporter_of(told).writes(f"My {WORDS['answer']}.")
    jesper = desk("jesper")
    jesper.waits_for(told.reference)
    helper.says("on-way")
    helper.says("done", minutes="20", words=f"Swept the {WORDS['outcome']}.")
    told.letter(having="/outcome")
    told.becomes("done_unconfirmed")
    reporter_of(told).says_it_is_not(f"Still {WORDS['dispute']}.")
    told.becomes("reopened", "with_team")
    return told


def test_R18_no_history_holds_a_word_a_place_or_an_address(town: Town, told: Told) -> None:
    secrets = [*WORDS.values(), "60.170813", "24.947837", "Vuorikatu 5", told.email]
    kept = [
        (f"{service}.{name}", secret)
        for service in SERVICES
        for name, each in all_of(town, service, named="history")
        for secret in secrets
        if secret in json.dumps(each, default=str)
    ]
    assert kept == []


def test_R18_every_change_says_who_when_what_and_why(town: Town, told: Told) -> None:
    history = [each for _, each in all_of(town, "triage", named="cases.history")]
    mine = [each for each in history if told.id in json.dumps(each, default=str)]
    assert mine
    assert all(each["by"] and each["at"] and each["type"] and each["correlation_id"] for each in history)


def test_R18_no_address_stands_anywhere_but_sealed(town: Town, told: Told) -> None:
    kept = [
        f"{service}.{name}"
        for service in SERVICES
        for name, each in all_of(town, service)
        if told.email in json.dumps(each, default=str)
    ]
    assert kept == []


def test_R18_no_log_holds_words_or_addresses(town: Town, told: Told) -> None:
    secrets = [*WORDS.values(), told.email, "Vuorikatu 5", told.personal_page.removeprefix("/my/")]
    logs = {name: town.stack.log(name) for name in town.stack.processes() if name.startswith(("web-", "worker-"))}
    assert logs
    assert [(name, secret) for name, text in logs.items() for secret in secrets if secret in text] == []
