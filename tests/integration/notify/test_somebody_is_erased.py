"""On a real database: after somebody is erased, nothing of them stands in notify, and what happened still does."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.local.stores import Stores
from services.notify.bootstrap import INDEXES
from services.notify.entrypoints.cli.__main__ import cli
from shared.erasure import Erasure, Of
from shared.events.intake import ReportErased
from shared.events.triage import MessageWritten, PersonForgotten
from shared.events.triage_people import Grant, HelperRegistered, HelperState, Role
from shared.mongo import backup
from shared.mongo.indexes import create_indexes
from shared.mongo.ledger import MongoLedger, begin_again
from tests.databases import root_of
from tests.factories.notify import NOON, REPORT, report_state
from tests.integration.notify.house import ADA, SECRET, Browser, House
from tests.integration.notify.news import ROUTED_TODAY
from tests.integration.notify.rounds import everything, publish, work_off

PAGE = "/me/data/erase"


def ada(house: House) -> Browser:
    """She is called Canary, has a report with messages about it, and failed ones among them."""
    house.register("ada-id", ADA, "Canary")
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    browser = house.browser()
    browser.sign_in(house)
    house.hear_of_its_case(MessageWritten(to="reporter", text="canary-words"), version=3)
    return browser


def test_nothing_of_them_is_left_and_what_happened_stays(house: House) -> None:
    browser, contact_id = ada(house), house.notify.contact_of(ADA)
    publish(house)
    before = house.database["people.history"].count_documents({"of": "ada-id"})
    answer = browser.post(PAGE)
    assert answer.status_code == 200
    assert "You are being forgotten" in answer.text
    work_off(house)
    left = everything(house)
    for trace in ("Canary", "canary-words", ADA, contact_id, SECRET, "Firefox"):
        assert trace not in left, trace
    history = list(house.database["people.history"].find({"of": "ada-id"}))
    assert len(history) == before + 1
    assert history[-1]["type"] == "notify.person.erased.v1"
    assert "ada-id" not in json.dumps([{**each, "of": ""} for each in history], default=str)
    assert house.database["deliveries"].count_documents({"status": "sent"}) == 2
    assert house.database["deliveries"].count_documents({"why": "erased"}) == 1


def test_they_are_signed_out_everywhere_and_come_again_as_somebody_new(house: House) -> None:
    browser, elsewhere = ada(house), house.browser()
    house.clock.advance(timedelta(minutes=1))
    elsewhere.sign_in(house)
    answer = browser.post(PAGE)
    cookies = answer.headers.getlist("Set-Cookie")
    assert {each.split("=")[0] for each in cookies if "Max-Age=0" in each} >= {"nabo_session", "nabo_known"}
    assert elsewhere.get("/me").location.startswith("/me/sign-in")
    work_off(house)
    house.clock.advance(timedelta(minutes=1))
    browser.sign_in(house)
    page = browser.get("/me").text
    assert ADA in page
    assert "Canary" not in page
    owner = house.notify.people.owner_of(house.notify.contact_of(ADA))
    assert owner is not None
    assert owner.id != "ada-id"


def test_what_is_told_again_does_not_bring_them_back(house: House) -> None:
    browser, contact_id = ada(house), house.notify.contact_of(ADA)
    browser.post(PAGE)
    erased = report_state(withdrawn=True, erased=True)
    house.hear(house.told(ReportErased(), state=erased, subject=REPORT, version=9))
    work_off(house)
    house.database["matters"].delete_many({})
    house.hear_of_a_report()
    house.hear_of_its_case(MessageWritten(to="reporter", text="canary-words"), version=3)
    house.grant("ada-id", Grant(role=Role.HELPER))
    named = HelperState(first_name="Canary", language="en")
    house.hear(house.told(HelperRegistered(first_name="Canary"), state=named, subject="ada-id", version=1))
    left = everything(house)
    for trace in ("Canary", "canary-words", contact_id):
        assert trace not in left, trace


def test_a_backup_from_before_does_not_bring_them_back(house: House, stores: Stores, tmp_path: Path) -> None:
    browser, contact_id = ada(house), house.notify.contact_of(ADA)
    publish(house)
    parts = backup.write_collections(house.database, tmp_path)
    browser.post(PAGE)
    work_off(house)
    owned = root_of(stores)[house.database.name]
    backup.empty(owned)
    for part in parts:
        backup.read_collection(house.database, tmp_path, part)
    create_indexes(owned, INDEXES)
    assert "Canary" in everything(house)
    assert begin_again(house.database) == 2
    work_off(house)
    left = everything(house)
    for trace in ("Canary", "canary-words", contact_id, SECRET):
        assert trace not in left, trace


def test_the_page_says_what_goes_and_what_stays_and_asks_for_a_fresh_sign_in(house: House) -> None:
    browser = ada(house)
    assert f'href="{PAGE}"' in browser.get("/me/data").text
    for language, said in (("en", "What stays, and why"), ("da", "Hvad der bliver, og hvorfor")):
        assert said in browser.get(f"{PAGE}?lang={language}").text
    house.clock.advance(timedelta(minutes=16))
    assert browser.get(PAGE).location.startswith("/me/sign-in")
    assert not house.notify.people.get("ada-id").state.is_erased


def test_whoever_works_here_is_told_whom_to_ask_and_stays(house: House) -> None:
    browser = ada(house)
    token_page = browser.get(PAGE)
    assert "Erase me" in token_page.text
    house.grant("ada-id", Grant(role=Role.CASEWORKER, team="works"))
    assert "Ask your administrator" in browser.get(PAGE).text
    assert browser.post(PAGE, on="/me/sessions").status_code == 409
    assert house.notify.people.get("ada-id").state.name == "Canary"


def test_words_of_a_helper_go_out_of_messages_that_wait(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.database["deliveries"].insert_one(
        {"_id": "d", "report_id": REPORT, "facts": {"helper": "mina"}, "words": "canary-words", "status": "failed"}
    )
    house.hear_of_its_case(PersonForgotten(person_ids=["mina"]), version=5)
    assert "canary-words" not in everything(house)
    assert "mina" not in everything(house)


def test_the_ledger_is_done_only_after_a_while_and_begins_again_with_what_is_newer(house: House) -> None:
    ledger, erasure = MongoLedger(house.database), Erasure(of=Of.CONTACT, id="c", at=NOON)
    ledger.add([erasure])
    ledger.done(erasure)
    assert ledger.undone(9) == [erasure]
    MongoLedger(house.database, settles=timedelta(0)).done(erasure)
    ledger.add([erasure])
    assert ledger.undone(9) == []
    later = Erasure(of=Of.CONTACT, id="c", at=NOON + timedelta(days=1))
    ledger.add([later, Erasure(of=Of.PERSON, id="p", at=NOON)])
    assert ledger.undone(9)[0] == later
    assert ledger.known(["c", "p", "q"]) == {"p"}


@pytest.mark.parametrize("who", ["nobody", "nobody@nabo.example", "no-address@"])
def test_an_operator_who_mistypes_hears_of_it(house: House, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    monkeypatch.setattr("services.notify.entrypoints.cli.__main__._notify", lambda: house.notify)
    said = CliRunner().invoke(cli, ["erase", who, "--by", "kim", "--reason", "letter"])
    assert said.exit_code == 2
    assert "there is nobody of that id or address here" in said.output


def test_an_operator_erases_by_an_address_and_does_not_see_it_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada(house)
    monkeypatch.setattr("services.notify.entrypoints.cli.__main__._notify", lambda: house.notify)
    said = CliRunner().invoke(cli, ["erase", ADA.upper(), "--by", "kim", "--reason", "letter"])
    assert (said.exit_code, said.output) == (0, "erased: ada-id\n")
    assert house.notify.people.get("ada-id").state.is_erased
    again = CliRunner().invoke(cli, ["erase", "ada-id", "--by", "kim", "--reason", "letter"])
    assert again.exit_code == 0
