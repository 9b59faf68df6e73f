"""Rule R16 at the API: a request that is sent again, or twenty times at once, is one report with one answer."""

import json

import pytest

from tests.databases import patient_threads
from tests.factories.reports import OUTSIDE, body
from tests.integration.intake.office import REPORTS, Office

ADDRESS = "Ada.Lovelace@Resident.example"
FIRE = "There is a fire"
ELSEWHERE = {"lat": OUTSIDE.lat, "long": OUTSIDE.long}
HUNDRED_DEEP = b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


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

    with patient_threads(20) as threads:
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


@pytest.mark.parametrize(
    "told",
    [
        {"text": "Another lamp"},
        {"contact": {"phone": "32 12 34 57"}},
        {"contact": {"email": ADDRESS}},
        {"contact": None},
    ],
)
def test_R14_a_stranger_who_names_a_request_alike_learns_nothing_of_the_first(
    office: Office, told: dict[str, object]
) -> None:
    key = {"Idempotency-Key": "1"}
    mine = {"text": "The lamp by my door", "contact": {"phone": "32 12 34 56"}}
    first = office.client().post(REPORTS, json=body(**mine), headers=key, buffered=True)
    assert first.get_json()["personal_page"]
    other = office.client().post(REPORTS, json=body(**{**mine, **told}), headers=key, buffered=True)
    assert (other.status_code, other.get_json()["code"]) == (422, "request_differs")
    shown = other.text + str(other.headers)
    assert not [each for each in ("id", "reference", "personal_page") if first.get_json()[each] in shown]
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
