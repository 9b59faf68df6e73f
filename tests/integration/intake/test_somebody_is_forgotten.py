"""On a real database: what an erased reporter told is gone, and what an erased helper did is told without them."""

import json
from datetime import timedelta

from shared.erasure import Erasure, Of
from shared.events.triage import (
    CaseResolved,
    InvitationAccepted,
    MessageWritten,
    PersonForgotten,
    PlaceDisclosed,
    ReportStatus,
)
from shared.ids import case_of
from shared.mongo.ledger import MongoLedger
from tests.factories.reports import NOW, case_state
from tests.factories.reports import told as tells
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import REPORTS, Office
from tests.integration.intake.owners import FILE, erased, signed_in, verifies
from tests.integration.intake.rounds import everything, work_off

TRACES = ("canary", "Nygade 1", "ada@resident.example")


def told_by_ada(office: Office) -> tuple[Mine, str]:
    """A report with a story, and the keyed hash of her address."""
    mine = Mine(office, text="canary-report", location={"address": "Nygade 1"})
    mine.hears(MessageWritten(to="reporter", text="canary-message"), 3, ReportStatus.WITH_TEAM)
    contact_id = office.document(mine.id)["state"]["contact_id"]
    verifies(office, "ada", contact_id)
    return mine, contact_id


def test_nothing_that_they_told_is_left_and_that_they_told_something_stays(office: Office) -> None:
    mine, contact_id = told_by_ada(office)
    erased(office, contact_id)
    work_off(office)
    left = everything(office)
    for trace in (*TRACES, contact_id):
        assert trace not in left, trace
    kinds = [each["type"] for each in office.stores.database["reports.history"].find({"of": mine.id})]
    assert kinds[0] == "intake.report.received.v1"
    assert kinds[-1] == "intake.report.erased.v1"
    for path in (mine.path, f"{REPORTS}/{mine.id}", f"/r/{mine.taken['reference']}"):
        assert office.client().get(path).status_code == 404
    assert signed_in(office, "ada").get(FILE, buffered=True).get_json()["reports"] == []


def test_what_is_told_again_does_not_bring_it_back_and_the_address_may_come_anew(office: Office) -> None:
    mine, contact_id = told_by_ada(office)
    erased(office, contact_id)
    work_off(office)
    mine.hears(MessageWritten(to="reporter", text="canary-message"), 3, ReportStatus.WITH_TEAM)
    verifies(office, "ada", contact_id, version=9)
    erased(office, contact_id)
    work_off(office)
    assert "canary" not in everything(office)
    assert office.intake.people.contacts("ada") == []


def test_a_report_that_a_backup_brings_back_is_erased_again(office: Office) -> None:
    mine, _ = told_by_ada(office)
    MongoLedger(office.stores.database).add([Erasure(of=Of.REPORT, id=mine.id, at=NOW)])
    work_off(office)
    assert "canary" not in everything(office)


def test_what_an_erased_helper_did_is_told_without_them(office: Office) -> None:
    mine, case = Mine(office), ReportStatus.NEIGHBOUR_ON_IT
    office.intake.people.keep_name("mina", "Mina", version=1)
    mine.hears(InvitationAccepted(person_id="mina", expected_by=NOW + timedelta(hours=2)), 2, case)
    state = case_state(case, report_id=mine.id, assigned_to="mina")
    written = tells(MessageWritten(to="reporter", text="canary"), version=3, state=state, subject="c", by="mina")
    office.intake.project_case(written)
    mine.hears(PlaceDisclosed(to="mina", what=["place"], why="assigned"), 4, case)
    done = CaseResolved(action="repaired", words="canary-done", by_helper=True, answer_by=NOW + timedelta(days=3))
    mine.hears(done, 5, ReportStatus.DONE_UNCONFIRMED, answer_by=NOW + timedelta(days=3))
    assert "Mina" in mine.look()
    MongoLedger(office.stores.database).add([Erasure(of=Of.PERSON, id="mina", at=NOW)])
    work_off(office)
    mine.hears(PersonForgotten(person_ids=["mina"]), 6, ReportStatus.DONE_UNCONFIRMED)
    page = mine.look()
    assert "Mina" not in page
    story = json.dumps(office.stores.database["stories"].find_one({"_id": mine.id}), default=str)
    assert "canary" not in story
    assert "mina" not in story
    assert case_of(mine.id) in story
