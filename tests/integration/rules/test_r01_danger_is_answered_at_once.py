"""R1: whoever writes of danger gets the numbers to call, whatever else becomes of what they sent."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests

from bench.replay.browser import Browser
from bench.replay.page import Page
from tests.e2e.town.neighbours import are_asked, takes_it
from tests.e2e.town.reports import PATH, post
from tests.e2e.town.stores import count_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import ADDRESS, PLACE, Desks, Tell

FIRE = "There is smoke, the bin is burning"
EMERGENCY = "112"


def numbers_in(answer: requests.Response) -> list[str]:
    body: dict[str, Any] = answer.json()
    return [each["number"] for notice in body.get("notices", []) for each in notice["numbers"]]


def asks_for_the_form(browser: Browser, **typed: str) -> Page:
    page = browser.get("/report")
    return browser.submit(page, page.form("/report"), typed)


def test_R1_words_of_danger_bring_a_page_of_numbers_before_anything_is_stored(town: Town) -> None:
    before = count_of(town, "intake", "reports")
    page = asks_for_the_form(Browser(town.url), category="litter", text=FIRE, address=ADDRESS, consent="yes")
    assert page.status == 200
    assert EMERGENCY in page.text
    assert page.text.index(f"tel:{EMERGENCY}") < page.text.index("</h1>") or "n-danger" in page.text
    assert count_of(town, "intake", "reports") == before


def test_R1_what_was_written_is_kept_while_the_numbers_are_shown(town: Town) -> None:
    browser = Browser(town.url)
    page = asks_for_the_form(browser, category="litter", text=FIRE, address=ADDRESS, consent="yes")
    form = next(each for each in page.forms if each.fields.get("text") == FIRE)
    done = browser.submit(page, form, {"do": "send"})
    assert done.status == 200
    assert done.path == "/report/done"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": FIRE},
        {"category": "child_at_risk", "text": "He is often hungry."},
        {"category": "street_light", "answers": {"fault": "wires"}},
        {"text": "Lampen brænder, der er røg og ild", "language": "da"},
        {"text": FIRE, "location": {}},
        {"text": FIRE, "category": "no_such_category"},
    ],
    ids=["words", "category", "answer", "other_language", "no_place", "unknown_category"],
)
def test_R1_a_program_gets_the_numbers_in_its_answer(tell: Tell, fields: dict[str, Any]) -> None:
    told = tell(**{"category": "litter", **fields})
    assert EMERGENCY in [each["number"] for notice in told.notices for each in notice["numbers"]]


@pytest.mark.parametrize(
    "body",
    [
        {"category": "litter", "text": FIRE, "location": PLACE, "no_such_field": 1},
        {"category": "litter", "text": FIRE, "location": {"lat": "here", "long": 0}},
        {"category": "litter", "text": FIRE * 200, "location": PLACE},
        [FIRE],
    ],
    ids=["unknown_field", "no_number", "too_long", "no_object"],
)
def test_R1_even_an_error_says_whom_to_call(town: Town, body: object) -> None:
    answer = post(town, body)
    assert answer.status_code in {400, 422}
    assert EMERGENCY in numbers_in(answer)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"text": "there is a fire',
        FIRE.encode(),
        json.dumps({"text": FIRE + "x" * 1_500_000}).encode(),
        json.dumps({"text": FIRE + "x" * 3_000_000}).encode(),
    ],
    ids=["broken", "no_json", "too_large_for_the_service", "too_large_for_the_gateway"],
)
def test_R1_what_cannot_be_read_is_looked_through_all_the_same(town: Town, raw: bytes) -> None:
    answer = requests.post(f"{town.url}{PATH}", data=raw, headers={"Content-Type": "application/json"}, timeout=15)
    assert answer.status_code in {400, 413}
    assert EMERGENCY in numbers_in(answer)


def test_R1_the_wrong_kind_of_body_is_looked_through_all_the_same(town: Town) -> None:
    answer = requests.post(f"{town.url}{PATH}", data=FIRE, headers={"Content-Type": "text/plain"}, timeout=15)
    assert answer.status_code == 415
    assert EMERGENCY in numbers_in(answer)


def test_R1_another_body_under_the_same_key_still_says_whom_to_call(town: Town) -> None:
    key = {"Idempotency-Key": f"r1-{town.now.timestamp()}"}
    assert post(town, {"category": "litter", "text": "A bag.", "location": PLACE}, key).status_code == 201
    answer = post(town, {"category": "litter", "text": FIRE, "location": PLACE}, key)
    assert answer.status_code == 422
    assert EMERGENCY in numbers_in(answer)


def test_R1_danger_makes_it_urgent_and_professional_whatever_was_chosen(tell: Tell) -> None:
    told = tell("litter", text=FIRE, neighbour_consent=True)
    now = told.becomes("with_team")
    assert now["route"] == "professional"
    by, received = datetime.fromisoformat(now["deadline_at"]), datetime.fromisoformat(now["received_at"])
    assert by - received <= timedelta(hours=1, minutes=1)


def test_R1_whoever_works_for_the_team_hears_of_danger_at_once_and_reads_of_it_at_the_desk(
    tell: Tell, town: Town
) -> None:
    told = tell("litter", text=FIRE)
    letter = town.mailbox.wait_for("henriette@desk.kluuvi.example", having=f"/desk/cases/{told.reference}")
    assert letter.subject == f"Se på det nu ({told.reference})"
    assert FIRE not in letter.all_words
    assert told.email not in letter.all_words


def test_R1_words_of_danger_in_a_message_bring_the_numbers_too(tell: Tell, town: Town) -> None:
    told = tell("pothole")
    browser = Browser(town.url)
    page = browser.get(told.personal_page)
    answered = browser.submit(page, page.form("/write"), {"text": "She lies there unconscious"})
    assert EMERGENCY in answered.text
    assert any("seen" in form.fields for form in answered.forms)


def test_R1_words_of_danger_in_a_dispute_bring_the_numbers_and_protect_the_case(
    tell: Tell, town: Town, desk: Desks
) -> None:
    told = tell("street_light")
    told.becomes("with_team")
    aino = desk("aino")
    aino.waits_for(told.reference)
    aino.does(told.reference, "take")
    aino.resolves(told.reference)
    told.letter(having="/outcome")
    browser = Browser(town.url)
    page = browser.get(f"{told.personal_page}/outcome")
    form = next(each for each in page.forms if "reason" in each.fields)
    warned = browser.submit(page, form, {"answer": "not_fixed", "reason": "Now the wires hang out, there are sparks"})
    assert EMERGENCY in warned.text


def test_R1_a_helper_who_writes_of_danger_sees_the_numbers_and_the_team_hears_of_it(tell: Tell, town: Town) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    helper = takes_it(are_asked(told, count=3)[0])
    answered = helper.says("messages", text="She fell and does not answer.")
    assert answered.status == 200
    assert answered.path == "/help/danger"
    assert "n-danger" in answered.text
    assert EMERGENCY in answered.text
    assert told.becomes("with_team")["route"] == "professional"
    letter = town.mailbox.wait_for("henriette@desk.kluuvi.example", having=f"/desk/cases/{told.reference}")
    assert "does not answer" not in letter.all_words


def test_R1_a_caseworker_who_writes_of_danger_sees_the_numbers(tell: Tell, desk: Desks) -> None:
    told = tell("street_light")
    aino = desk("aino")
    aino.waits_for(told.reference)
    answered = aino.does(told.reference, "messages", text="The wires spark, there was a child alone beside them.")
    assert answered.status == 200
    assert answered.path == "/desk/danger"
    assert EMERGENCY in answered.text
