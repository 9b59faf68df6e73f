"""Rule R1 at the API: whoever writes of danger is told whom to call, whatever becomes of what they sent."""

import json
from typing import Any

import pytest

from tests.factories.reports import OUTSIDE
from tests.integration.intake.office import REPORTS, Office

ADDRESS = "Ada.Lovelace@Resident.example"
FIRE = "There is a fire"
ELSEWHERE = {"lat": OUTSIDE.lat, "long": OUTSIDE.long}
HUNDRED_DEEP = b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


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
        {"contact": {"email": "ada@@resident"}},
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


@pytest.mark.parametrize("text, codes", [("Milk and bread, please.", ["category"]), ("They want cash", ["money"])])
def test_R2_what_a_category_says_of_neighbours_is_not_said_where_none_is_asked(
    office: Office, text: str, codes: list[str]
) -> None:
    assert [notice["code"] for notice in office.tell(category="shopping_help", text=text)["notices"]] == codes
