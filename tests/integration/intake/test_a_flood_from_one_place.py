"""Where operators have set a limit: a flood of reports from one place in the network is slowed, and danger is not."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.intake.adapters.mongo_minutes import NAME
from services.intake.entrypoints.web.caller import HEADER
from services.intake.settings import Settings
from shared.events.triage_people import Role
from tests.factories.reports import body
from tests.integration.intake.office import LAMP, REPORTS, Office, form_in, send

HERE, THERE = "203.0.113.7", "198.51.100.9"
FIRE = "There is a fire"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Two a minute."""
    return replace(settings, reports_per_minute=2)


def by_program(office: Office, address: str = HERE, **told: str) -> TestResponse:
    said = body(**{"text": "The lamp is out.", **told})
    return office.client().post(REPORTS, json=said, headers={HEADER: address}, buffered=True)


def by_form(office: Office, path: str = "/report", browser: FlaskClient | None = None) -> TestResponse:
    browser = browser or office.client()
    browser.environ_base["REMOTE_ADDR"] = HERE
    return send(browser, path, **{**LAMP, **({"channel": "phone"} if path != "/report" else {})})


def test_programs_without_a_key_are_told_when_there_is_room_again(office: Office) -> None:
    assert [by_program(office).status_code for _ in range(3)] == [201, 201, 429]
    refused = by_program(office)
    assert (refused.get_json()["code"], refused.mimetype) == ("too_many", "application/problem+json")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert len(office.documents()) == 2


def test_who_is_elsewhere_is_counted_apart(office: Office) -> None:
    assert [by_program(office).status_code for _ in range(3)] == [201, 201, 429]
    assert by_program(office, THERE).status_code == 201
    homes = ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::3", "2001:db8:1:3::1")
    assert [by_program(office, each).status_code for each in homes] == [201, 201, 429, 201]


def test_R1_danger_is_always_taken(office: Office) -> None:
    assert [by_program(office, text=FIRE).status_code for _ in range(4)] == [201] * 4
    browser = office.client()
    for _ in range(2):
        by_form(office)
    browser.environ_base["REMOTE_ADDR"] = HERE
    warned = send(browser, **{**LAMP, "text": FIRE})
    assert browser.post("/report", data={**form_in(warned.text, "/report"), "do": "send"}).status_code == 303


def test_on_the_page_what_was_typed_is_still_there(office: Office) -> None:
    assert [by_form(office).status_code for _ in range(2)] == [303, 303]
    refused = by_form(office)
    assert refused.status_code == 429
    assert "Very many reports have come from your connection" in refused.text
    assert LAMP["text"] in refused.text
    assert len(office.documents()) == 2


def test_whoever_corrects_a_mistake_is_not_counted(office: Office) -> None:
    """By the form and by the API alike."""
    browser = office.client()
    browser.environ_base["REMOTE_ADDR"] = HERE
    for _ in range(3):
        assert send(browser, **{**LAMP, "text": ""}).status_code == 422
        assert send(browser, **{**LAMP, "category": ""}).status_code == 422
        assert by_program(office, category="unicorn").status_code == 422
    assert [each(office).status_code for each in (by_form, by_program, by_form, by_program)] == [303, 201, 429, 429]


def test_further_questions_are_not_counted(office: Office) -> None:
    browser = office.client()
    browser.environ_base["REMOTE_ADDR"] = HERE
    for _ in range(3):
        assert "more questions</h1>" in send(browser, **{**LAMP, "category": "permit"}).text
    assert [by_form(office).status_code for _ in range(3)] == [303, 303, 429]


def test_staff_write_down_as_many_as_call(office: Office) -> None:
    staff = office.sign_in(office.client(), Role.CASEWORKER)
    assert [by_form(office, "/report/for-someone", staff).status_code for _ in range(4)] == [303] * 4


def test_no_address_is_kept(office: Office) -> None:
    by_program(office)
    (kept,) = office.stores.database[NAME].find()
    assert set(kept) == {"_id", "count", "minute"}
    assert HERE not in repr(kept)
