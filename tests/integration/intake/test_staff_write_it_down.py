"""`/report/for-someone`: what comes by phone or at the counter, and who has it then."""

from datetime import timedelta

import pytest

from shared.events.triage import CaseTaken
from shared.events.triage_people import Grant, Role
from shared.ids import case_of
from tests.factories.reports import case_state, told
from tests.integration.intake.office import Office, form_in, send

FIRE = "There is a fire"


@pytest.mark.parametrize("path", ["/report/for-someone", "/report/for-someone/done"])
def test_the_form_for_others_is_for_staff_alone(office: Office, path: str) -> None:
    nobody = office.client().get(path)
    assert nobody.status_code == 303
    assert nobody.headers["Location"].startswith("/me/sign-in?next=")
    assert office.sign_in(office.client(), Role.HELPER).get(path).status_code == 404


def test_staff_write_down_what_came_by_phone(office: Office) -> None:
    staff = office.sign_in(office.client(), Role.CASEWORKER, "caseworker-1")
    typed = {"category": "snow_clearing", "text": "He cannot get out", "contact": "32 12 34 56", "channel": "phone"}
    answer = send(staff, "/report/for-someone", **typed, consent="yes", reported_at="2026-05-27T12:30")
    state = office.documents()[0]["state"]
    assert (state["channel"], state["entered_by"], state["place"]) == ("phone", "caseworker-1", None)
    assert state["reported_at"] == "2026-05-27T10:30:00+00:00"
    assert office.documents()[0]["pending"][0]["by"] == "caseworker-1"
    done = staff.get(answer.headers["Location"]).text
    assert office.documents()[0]["reference"] in done
    assert "Which team has it is decided within seconds." in done
    assert "/desk/cases/" not in done
    assert "they hear only what you tell them" in done
    assert "/my/" not in done, "the page is the resident's alone"


@pytest.mark.parametrize("team, opens", [("works", True), ("elsewhere", False)])
def test_staff_open_the_case_only_if_it_is_theirs(office: Office, team: str, opens: object) -> None:
    staff = office.sign_in(office.client(), Role.CASEWORKER)
    answer = send(staff, "/report/for-someone", category="snow_clearing", text="Snow", channel="phone")
    document = office.documents()[0]
    case_id, state = case_of(document["_id"]), case_state(report_id=document["_id"], team=team)
    office.intake.project_case(told(CaseTaken(person_id="eva"), subject=case_id, state=state))
    done = staff.get(answer.headers["Location"]).text
    assert (f"/desk/cases/{document['reference']}" in done) is opens
    assert ("theirs to open" in done) is not opens


def test_staff_see_the_numbers_to_read_out_before_anything_is_stored(office: Office) -> None:
    staff = office.sign_in(office.client(), Role.COORDINATOR)
    warned = send(staff, "/report/for-someone", category="snow_clearing", text=FIRE, channel="counter")
    assert "tel:112" in warned.text
    sent = staff.post("/report/for-someone", data={**form_in(warned.text, "/report/for-someone"), "do": "send"})
    assert sent.status_code == 303
    assert office.documents()[0]["state"]["channel"] == "counter"


def test_a_role_that_has_ended_by_itself_opens_nothing(office: Office) -> None:
    staff = office.sign_in(office.client(), Role.CASEWORKER)
    ends = office.intake.clock.now()
    for later, status in ((timedelta(seconds=1), 200), (timedelta(), 404)):
        grant = Grant(role=Role.CASEWORKER, team="works", expires_at=ends + later)
        office.intake.people.keep_roles("staff", [grant], version=2 if later else 3)
        assert staff.get("/report/for-someone").status_code == status


def test_a_role_that_was_taken_back_opens_nothing(office: Office) -> None:
    staff = office.sign_in(office.client(), Role.CASEWORKER)
    assert staff.get("/report/for-someone").status_code == 200
    office.intake.people.keep_roles("staff", [], version=2)
    assert staff.get("/report/for-someone").status_code == 404
