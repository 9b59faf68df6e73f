"""`POST /api/intake/v1/reports`, against a real database: what is taken, what is refused, and what is said with it."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.contacts import contact_id
from tests.factories.reports import HERE, NOW, OUTSIDE, body
from tests.integration.intake.office import REPORTS, Office

ADDRESS = "Ada.Lovelace@Resident.example"
FIRE = "There is a fire"
ELSEWHERE = {"lat": OUTSIDE.lat, "long": OUTSIDE.long}
HUNDRED_DEEP = b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def test_a_report_is_taken_and_can_be_followed(office: Office) -> None:
    answer = office.post(contact={"email": ADDRESS}, neighbour_consent=True)
    taken = answer.get_json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{REPORTS}/{taken['id']}"
    assert set(taken) == {"id", "reference", "status", "notices"}
    assert (UUID(taken["id"]).version, taken["status"], taken["notices"]) == (4, "received", [])
    followed = office.client().get(answer.headers["Location"]).get_json()
    assert (followed["reference"], followed["status"]) == (taken["reference"], "received")
    assert followed["history"] == [{"at": "2026-05-27T11:40:00Z", "status": "received"}]


def test_one_insert_keeps_it_with_what_is_to_be_told(office: Office) -> None:
    taken = office.tell()
    (document,) = office.documents()
    assert [event["type"] for event in document["pending"]] == ["intake.report.received.v1", "intake.report.filed.v1"]
    assert (document["_id"], document["reference"], document["version"]) == (taken["id"], taken["reference"], 2)


def test_R6_an_address_is_nowhere_but_in_the_box(office: Office) -> None:
    taken = office.tell(contact={"email": ADDRESS})
    stored = json.dumps(office.document(taken["id"]), default=str)
    assert "lovelace" not in stored.lower()
    assert office.box_of(taken["id"])["address"] == ADDRESS.lower()
    assert office.box_of(taken["id"])["secret"] not in stored
    key = contact_id(office.settings.contact_key, "email", ADDRESS.lower())
    assert office.document(taken["id"])["state"]["contact_id"] == key


def test_a_phone_number_without_country_code_is_read_as_one_of_the_neighbourhood(office: Office) -> None:
    box = office.box_of(office.tell(contact={"phone": "32 12 34 56"})["id"])
    assert (box["kind"], box["address"]) == ("phone", "+4532123456")


def test_with_a_phone_number_the_answer_has_the_way_to_the_personal_page(office: Office) -> None:
    key = {"Idempotency-Key": "once"}
    sent = body(contact={"phone": "32 12 34 56"})
    answers = [office.client().post(REPORTS, json=sent, headers=key).get_json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert office.client().get(answers[0]["personal_page"]).status_code == 200
    assert "personal_page" not in office.tell(contact={"email": ADDRESS})
    assert "personal_page" not in office.tell()


def test_the_secret_in_the_box_opens_the_personal_page(office: Office) -> None:
    secret = office.secret_of(office.tell(contact={"email": ADDRESS})["id"])
    assert office.client().get(f"/my/{secret}").status_code == 200
    assert office.client().get(f"/my/{secret}x").status_code == 404


@pytest.mark.parametrize(
    "told, field",
    [
        ({"category": "unicorn"}, "category"),
        ({"category": None}, "category"),
        ({"category": 7}, "category"),
        ({"category": {"$gt": ""}}, "category"),
        ({"text": None}, "text"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"text": "a\u0000b"}, "text"),
        ({"text": "bell\u0007"}, "text"),
        ({"text": "half \ud800"}, "text"),
        ({"text": 7}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": {"$where": "1"}}, "text"),
        ({"location": None}, "location"),
        ({"location": {}}, "location"),
        ({"location": "here"}, "location"),
        ({"location": ELSEWHERE}, "location"),
        ({"location": {"lat": 55.68}}, "location"),
        ({"location": {"lat": "55.68", "long": 12.5}}, "location"),
        ({"location": {"lat": True, "long": 12.5}}, "location"),
        ({"location": {"lat": 91, "long": 12.5}}, "location"),
        ({"location": {"address": "x" * 301}}, "location"),
        ({"contact": {"email": "ada"}}, "contact"),
        ({"contact": {"email": "a@b.example\r\nBcc: c@d.example"}}, "contact"),
        ({"contact": {"email": "s\u00f8ren@b.example"}}, "contact"),
        ({"contact": {"phone": "112"}}, "contact"),
        ({"contact": {"phone": "1" * 400}}, "contact"),
        ({"contact": {}}, "contact"),
        ({"contact": {"email": ADDRESS, "phone": "32123456"}}, "contact"),
        ({"contact": {"pigeon": "x"}}, "contact"),
        ({"language": "da_DK!"}, "language"),
        ({"language": "da\n"}, "language"),
        ({"private": "yes"}, "private"),
        ({"neighbour_consent": 1}, "neighbour_consent"),
        ({"answers": ["x"]}, "answers"),
        ({"answers": {"x": {"y": 1}}}, "answers"),
        ({"answers": {"unasked": "x"}}, "answers"),
        ({"category": "permit"}, "answers"),
        ({"reported_at": (NOW + timedelta(days=1)).isoformat()}, "reported_at"),
        ({"reported_at": "1970-01-01T00:00:00Z"}, "reported_at"),
        ({"reported_at": "yesterday"}, "reported_at"),
        ({"reported_at": "2026-05-01T10:00:00"}, "reported_at"),
        ({"reported_at": 1748342400}, "reported_at"),
        ({"tetx": "misspelled"}, "tetx"),
        ({"half \ud800": "a name that cannot be written"}, "half ?"),
        ({"answers": {"half \ud800": "x"}}, "answers"),
        ({"contact": {"\udfff": "x"}}, "contact"),
    ],
)
def test_a_mistake_is_named_with_its_field(office: Office, told: dict[str, Any], field: str) -> None:
    answer = office.client().post(REPORTS, data=json.dumps(body(**told)), content_type="application/json")
    problem = answer.get_json()
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert problem["code"] == "invalid"
    assert field in problem["errors"]
    assert "notices" not in problem
    assert office.documents() == []


@pytest.mark.parametrize(
    "raw, status, code",
    [
        (b"", 400, "not_json"),
        (b"nonsense", 400, "not_json"),
        (b'{"text": "cut', 400, "not_json"),
        (b"\xff\xfe", 400, "not_json"),
        (b"[]", 400, "not_an_object"),
        (b'"text"', 400, "not_an_object"),
        (b"null", 400, "not_an_object"),
        (b'{"text": "a", "text": "b"}', 400, "duplicate_key"),
        (b'{"location": {"lat": NaN, "long": 1}}', 400, "not_a_number"),
        (b'{"location": {"lat": 1e999, "long": 1}}', 422, "invalid"),
        (b'{"location": {"lat": ' + b"9" * 400 + b', "long": 1}}', 422, "invalid"),
        (b'{"location": {"lat": 9223372036854775808, "long": 1}}', 422, "invalid"),
        (HUNDRED_DEEP, 400, "too_deep"),
        (b'{"text": "' + b"x" * 300_000 + b'"}', 413, "too_large"),
    ],
)
def test_what_cannot_be_read_alike_by_everybody_is_refused(office: Office, raw: bytes, status: int, code: str) -> None:
    answer = office.client().post(REPORTS, data=raw, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.mimetype == "application/problem+json"
    assert office.documents() == []


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", None])
def test_only_json_is_read(office: Office, media_type: str | None) -> None:
    answer = office.client().post(REPORTS, data=json.dumps(body()), content_type=media_type)
    assert (answer.status_code, answer.get_json()["code"]) == (415, "wrong_media_type")


def test_ordinary_variety_is_taken(office: Office) -> None:
    for told in (
        {"text": "x" * 4000},
        {"text": "two\nlines\twith a tab 👩‍👩‍👧"},
        {"location": {"address": "Nygade 1"}},
        {"location": {"address": "behind the church"}},
        {"reported_at": "2026-05-27T10:00:00+02:00"},
        {"language": "en-GB"},
        {"language": "fi"},
        {"private": True},
        {"category": "permit", "answers": {"plate": "A", "metres": 3, "size": "small", "what": ["paper"]}},
    ):
        office.tell(**told)


def test_R4_the_answer_is_kept_with_the_wording_and_silence_is_no_yes(office: Office) -> None:
    expected = {True: ("yes", "strict_v1"), False: ("no", "strict_v1"), None: ("not_asked", "")}
    for said, (answer, wording) in expected.items():
        taken = office.tell(neighbour_consent=said)
        consent = office.document(taken["id"])["state"]["consent"]
        assert (consent["answer"], consent["wording"], consent["for_whom"]) == (answer, wording, "not_asked")


def test_R4_a_program_says_for_whom_it_is_and_whether_they_agreed(office: Office) -> None:
    taken = office.tell(neighbour_consent=True, for_whom="somebody_else", they_agreed=False)
    consent = office.document(taken["id"])["state"]["consent"]
    assert (consent["for_whom"], consent["they_agreed"]) == ("somebody_else", "no")


@pytest.mark.parametrize("wrong", [{"for_whom": "the dog"}, {"for_whom": "not_asked"}, {"they_agreed": "yes"}], ids=str)
def test_R4_what_only_looks_like_an_answer_is_refused(office: Office, wrong: dict[str, object]) -> None:
    answer = office.post(neighbour_consent=True, **wrong)
    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) == set(wrong)


def test_R3_a_language_without_words_of_danger_is_passed_on_as_it_is(office: Office) -> None:
    taken = office.tell(language="FI-fi", text="Lamppu on pimeä")
    assert office.document(taken["id"])["state"]["language"] == "fi"


def test_a_category_says_what_it_has_to_say(office: Office) -> None:
    taken = office.tell(category="permit", answers={"plate": "A", "metres": 3, "size": "small"})
    assert [notice["text"] for notice in taken["notices"]] == ["Read this first"]


@pytest.mark.parametrize("path", ["nowhere", "0b6a2c57-4e5e-4f0a-9d1c-2f6d6f3d7a01", "$ne", "%00"])
def test_an_unknown_report_is_not_there(office: Office, path: str) -> None:
    answer = office.client().get(f"{REPORTS}/{path}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_R5_following_shows_neither_words_nor_place(office: Office) -> None:
    taken = office.tell(category="snow_clearing", text="The key is under the mat", location={"address": "Nygade 1"})
    shown = office.client().get(f"{REPORTS}/{taken['id']}").text
    assert "mat" not in shown
    assert "Nygade" not in shown
    assert str(HERE.lat) not in shown


def test_R5_what_concerns_a_home_is_private_from_receipt(office: Office) -> None:
    document = office.document(office.tell(category="snow_clearing")["id"])
    assert document["state"]["private"]
    assert document["public"]["private"]
    assert not {"listed", "category", "cell"} & document.keys()


def test_the_api_is_documented_where_it_is_expected(office: Office) -> None:
    described = office.client().get("/api/intake/openapi.json").get_json()
    reports = "/api/intake/v1/reports"
    assert set(described["paths"]) == {reports, f"{reports}/{{report_id}}", f"{reports}/{{report_id}}/photos"}
    page = office.client().get("/api/intake/docs")
    assert page.status_code == 200
    assert "Idempotency-Key" in page.text
    assert "//cdn" not in page.text


def test_it_is_alive_and_ready_and_measured(office: Office) -> None:
    for path in ("/healthz/intake", "/readyz/intake", "/metrics/intake"):
        assert office.client().get(path).status_code == 200
