"""On a real database: after a helper is erased, nothing of them stands in triage, and what happened still does."""

import json
from collections.abc import Callable

import pytest
from pymongo.database import Database

from services.triage.handlers.hear_erasure import HearErasure
from services.triage.handlers.project_session_revoked import ProjectSessionRevoked
from shared.erasure import of_person
from shared.events.triage_people import HelperAsked, HelperHomeTold
from shared.ids import PersonId
from shared.mongo.connect import Document
from shared.mongo.parking import Parking
from shared.parking import Parked
from tests.factories.triage_town import LEO, MINA, NOW, PLACE, Town
from tests.integration.triage_web.conftest import town_on
from tests.integration.triage_web.rounds import work_off

STATE = {
    "report_id": "r",
    "reference": "N-1",
    "category": "litter",
    "status": "routed",
    "report_status": "with_team",
    "sensitive": False,
    "private": False,
}


@pytest.fixture
def database(new_database: Callable[[], Database[Document]]) -> Database[Document]:
    return new_database()


@pytest.fixture
def town(database: Database[Document]) -> Town:
    return town_on(database)


def everything(database: Database[Document]) -> str:
    kept = {name: list(database[name].find()) for name in database.list_collection_names() if name != "erased"}
    return json.dumps(kept, default=str)


def a_helper_with_a_past(town: Town) -> str:
    """Mina has a home of her own, a task about which she wrote, a question elsewhere, and a contact."""
    home = HelperHomeTold(home=PLACE, address="Canarygatan 99")
    town.ports.helpers.append(town.ports.helpers.find(MINA), (home,), by=MINA)
    case_id = town.with_task(MINA)
    town.post(MINA, f"/help/tasks/{case_id}/messages", text="canary-message", letter_to="reporter")
    elsewhere = town.case()
    turn = HelperAsked(case_id=elsewhere, at=NOW)
    town.ports.helpers.append(town.ports.helpers.find(MINA), (turn,), by="case")
    town.asked(elsewhere, MINA, LEO)
    town.ports.contacts.keep(MINA, ["canary-contact"], version=1)
    ended = ProjectSessionRevoked(session_id="s", person_id=PersonId(MINA), at=NOW)
    town.triage.project_session_revoked(ended)
    return case_id


def test_nothing_of_a_helper_is_left_but_that_things_happened(town: Town, database: Database[Document]) -> None:
    case_id = a_helper_with_a_past(town)
    town.triage.hear_erasure(HearErasure(erasures=of_person(MINA, ["canary-contact"], NOW)))
    assert work_off(town, database) > 1
    left = everything(database)
    for trace in ("Mina", "Canarygatan 99", "canary-message", "canary-contact"):
        assert trace not in left, trace
    assert MINA not in json.dumps(list(database["cases"].find()), default=str)
    assert MINA not in json.dumps(list(database["cases.history"].find()), default=str)
    kinds = [each["type"] for each in database["cases.history"].find({"of": case_id})]
    assert {"triage.invitation.accepted.v1", "triage.assignment.handed_back.v1"} <= set(kinds)
    own = list(database["helpers.history"].find({"of": MINA}))
    assert own[-1]["type"] == "triage.helper.erased.v1"
    assert MINA not in json.dumps([{**each, "of": ""} for each in own], default=str)
    assert database["revoked_sessions"].find_one({"_id": "s"})
    assert "Leo" in left


def test_it_is_done_once_and_begins_again_only_when_a_backup_was_put_back(
    town: Town, database: Database[Document]
) -> None:
    a_helper_with_a_past(town)
    town.triage.hear_erasure(HearErasure(erasures=of_person(MINA, [], NOW)))
    work_off(town, database)
    before = everything(database)
    town.triage.hear_erasure(HearErasure(erasures=of_person(MINA, [], NOW)))
    assert work_off(town, database) == 1
    assert everything(database) == before


def test_what_is_parked_about_them_waits_without_words(town: Town, database: Database[Document]) -> None:
    wire = {
        "specversion": "1.0",
        "id": "e",
        "source": "s",
        "type": "triage.message.written.v1",
        "subject": "c",
        "time": NOW.isoformat(),
        "aggregateversion": 3,
        "actor": MINA,
        "correlationid": "k",
        "data": {"happened": {"to": "reporter", "text": "canary-parked"}, "state": STATE, "state_version": 3},
    }
    parking = Parking(database)
    for place, value in (("1", json.dumps(wire)), ("2", "not a message"), ("3", f"unreadable {MINA}")):
        parking.park(
            Parked(lane="triage.cases:c", place=place, topic="triage.cases", value=value.encode(), parked_at=NOW)
        )
    town.triage.hear_erasure(HearErasure(erasures=of_person(MINA, [], NOW)))
    work_off(town, database)
    waiting = [each.value for each in parking.lane("triage.cases:c", 9)]
    assert len(waiting) == 3
    assert json.loads(waiting[0])["data"]["happened"] == {"to": "reporter", "text": ""}
    assert waiting[1:] == [b"not a message", f"unreadable {MINA}".encode()]
