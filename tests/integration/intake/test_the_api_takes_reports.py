"""`POST /api/intake/v1/reports`, against a real database: what is taken, what is refused, and what is said with it."""

import json
from concurrent.futures import ThreadPoolExecutor
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
        assert office.document(taken["id"])["state"]["consent"] == {"answer": answer, "wording": wording}


def test_R3_a_language_without_words_of_danger_is_passed_on_as_it_is(office: Office) -> None:
    taken = office.tell(language="FI-fi", text="Lamppu on pimeä")
    assert office.document(taken["id"])["state"]["language"] == "fi"


def test_R1_a_sign_of_danger_is_answered_with_the_numbers_to_call(office: Office) -> None:
    notices = office.tell(text=FIRE)["notices"]
    assert [number["number"] for number in notices[0]["numbers"]] == ["112", "114"]
    assert [notice["code"] for notice in notices] == ["danger", "fire"]
    assert notices[1]["text"] == "Go outside and call 112"


def test_R1_the_numbers_come_in_the_reporters_language(office: Office) -> None:
    notices = office.tell(text="Det brænder: ildebrand", language="da")["notices"]
    assert notices[0]["text"] == "Ring først 112"


@pytest.mark.parametrize(
    "told",
    [
        {"location": None},
        {"location": {}},
        {"location": ELSEWHERE},
        {"category": "unicorn"},
        {"category": None},
        {"category": "permit"},
    ],
)
def test_R1_with_a_sign_it_is_taken_whatever_is_missing(office: Office, told: dict[str, Any]) -> None:
    assert office.tell(**{"text": FIRE, **told})["notices"][0]["code"] == "danger"
    assert office.tell(**{"text": "They want cash", **told})["notices"][0]["code"] == "money"


def test_R2_a_floor_sign_says_that_it_is_for_professionals(office: Office) -> None:
    taken = office.tell(category="hoarding", text="It is full")
    assert [notice["code"] for notice in taken["notices"]] == ["hoarding"]
    assert office.document(taken["id"])["state"]["floor_signs"] == ["hoarding"]


@pytest.mark.parametrize(
    "raw, status",
    [
        (json.dumps({"text": FIRE, "tetx": 1}).encode(), 422),
        (json.dumps({"text": FIRE, "location": 7}).encode(), 422),
        (json.dumps({"text": FIRE, "contact": {"email": "x"}}).encode(), 422),
        (json.dumps({"anything": [{"at": FIRE}]}).encode(), 422),
        (b'{"text": "There is a fire', 400),
        (b'{"text": "There is a fire", "text": "no"}', 400),
        (b"There is a fire", 400),
        (b'{"text": "There is a fire ' + b"x" * 300_000 + b'"}', 413),
    ],
)
def test_R1_even_a_refusal_tells_whom_to_call(office: Office, raw: bytes, status: int) -> None:
    answer = office.client().post(REPORTS, data=raw, content_type="application/json")
    assert answer.status_code == status
    assert answer.get_json()["notices"][0]["numbers"][0]["number"] == "112"


def test_R1_even_when_the_database_is_away(office: Office) -> None:
    office.stores.database.client.close()
    answer = office.post(text=FIRE)
    assert answer.status_code in {500, 503}
    assert answer.get_json()["notices"][0]["code"] == "danger"


def test_a_category_says_what_it_has_to_say(office: Office) -> None:
    taken = office.tell(category="permit", answers={"plate": "A", "metres": 3, "size": "small"})
    assert [notice["text"] for notice in taken["notices"]] == ["Read this first"]


def test_R16_the_same_request_twice_is_one_report_and_one_answer(office: Office) -> None:
    key = {"Idempotency-Key": "mine-1"}
    first = office.client().post(REPORTS, json=body(contact={"email": ADDRESS}), headers=key)
    again = office.client().post(REPORTS, json=body(contact={"email": ADDRESS}), headers=key)
    assert (again.status_code, again.get_json()) == (first.status_code, first.get_json())
    assert again.headers["Location"] == first.headers["Location"]
    assert len(office.documents()) == 1


def test_R16_twenty_at_once_with_one_key_are_one_report(office: Office) -> None:
    def send(_number: int) -> tuple[int, object]:
        answer = office.client().post(REPORTS, json=body(text=FIRE), headers={"Idempotency-Key": "at-once"})
        return answer.status_code, json.dumps(answer.get_json(), sort_keys=True)

    with ThreadPoolExecutor(20) as threads:
        answers = set(threads.map(send, range(20)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert len(office.documents()) == 1


def test_R16_another_body_under_the_same_key_is_refused(office: Office) -> None:
    key = {"Idempotency-Key": "mine-2"}
    office.client().post(REPORTS, json=body(), headers=key)
    other = office.client().post(REPORTS, json=body(text="Another lamp"), headers=key)
    assert (other.status_code, other.get_json()["code"]) == (422, "request_differs")
    assert len(office.documents()) == 1


def test_a_request_without_a_name_is_always_another_report(office: Office) -> None:
    assert office.tell()["id"] != office.tell()["id"]


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_name_of_a_request_has_its_limits(office: Office, key: str) -> None:
    answer = office.client().post(REPORTS, json=body(), headers={"Idempotency-Key": key})
    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["Idempotency-Key"])


def test_a_key_tells_nobody_who_sent_what(office: Office) -> None:
    office.client().post(REPORTS, json=body(), headers={"Idempotency-Key": "ada@resident.example"})
    assert "ada@" not in json.dumps(office.documents(), default=str)


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
    assert set(described["paths"]) == {"/api/intake/v1/reports", "/api/intake/v1/reports/{report_id}"}
    page = office.client().get("/api/intake/docs")
    assert page.status_code == 200
    assert "Idempotency-Key" in page.text
    assert "//cdn" not in page.text


def test_it_is_alive_and_ready_and_measured(office: Office) -> None:
    for path in ("/healthz/intake", "/readyz/intake", "/metrics/intake"):
        assert office.client().get(path).status_code == 200
