"""R1 and R2 at every door through which helpers and caseworkers write: it is done, protected, and says whom to call."""

from datetime import timedelta

import pytest

from shared.ids import CaseId
from tests.factories.triage_town import BEN, LEO, MINA, Town, the_pack

LAMP = {"category": "street_light"}
DANGER = "There was a child alone on the stairs."
FELL = "She fell and does not answer."
FLOOR = "He threatened me with a letter."
NUMBER = the_pack().common.emergency[0].number
AT_DESK = [("messages", "text", {}), ("resolve", "words", {"action": "repaired"})]
OF_HELPERS = [("messages", "text", {"letter_to": "team"}), ("done", "words", {})]


def task(town: Town) -> CaseId:
    """Mina has it, and is on the way."""
    case_id = town.with_task(MINA)
    town.post(MINA, f"/help/tasks/{case_id}/on-way")
    return case_id


def big_number(page: str) -> bool:
    """The number stands where it is seen first, not only at the foot of every page."""
    return f'<a href="tel:{NUMBER}"><b>{NUMBER}</b>' in page.partition("<footer")[0]


@pytest.mark.parametrize("words", [DANGER, FELL])
@pytest.mark.parametrize("minutes_ago", [1, 16])
@pytest.mark.parametrize("what, field, more", OF_HELPERS)
def test_R1_a_helper_who_writes_of_danger_sees_the_numbers_at_once(
    town: Town, what: str, field: str, more: dict[str, str], minutes_ago: int, words: str
) -> None:
    case_id, ago = task(town), timedelta(minutes=minutes_ago)
    answer = town.send(MINA, f"/help/tasks/{case_id}/{what}", {**more, field: words}, ago=ago)
    assert answer.status_code == 303
    assert answer.location.startswith("/help/danger?sign=")
    page = town.get(MINA, answer.location, ago=ago)
    assert page.status_code == 200
    assert big_number(page.text)
    assert "triage.case.protected.v1" in town.happened(case_id)
    case = town.ports.cases.get(case_id).state
    assert case.danger_signs
    assert not case.active
    assert case.decision.is_urgent


@pytest.mark.parametrize("what, field, more", AT_DESK)
def test_R1_a_caseworker_who_writes_of_danger_sees_the_numbers_at_once(
    town: Town, what: str, field: str, more: dict[str, str]
) -> None:
    case_id = town.case(**LAMP)
    answer = town.post(BEN, f"{town.desk(case_id)}/{what}", **more, **{field: DANGER})
    assert answer.status_code == 303
    assert answer.location.startswith("/desk/danger?sign=child_in_danger")
    page = town.get(BEN, answer.location)
    assert page.status_code == 200
    assert big_number(page.text)
    done = {"messages": "triage.message.written.v1", "resolve": "triage.case.resolved.v1"}[what]
    assert {done, "triage.case.protected.v1"} <= set(town.happened(case_id))


def test_R2_what_is_for_professionals_only_is_taken_from_neighbours(town: Town) -> None:
    case_id = task(town)
    answer = town.post(MINA, f"/help/tasks/{case_id}/messages", letter_to="team", text=FLOOR)
    page = town.get(MINA, answer.location).text
    assert "Professionals look at this" in page
    assert big_number(page)
    case = town.ports.cases.get(case_id).state
    assert case.bears_floor
    assert not case.active


def test_R1_whoever_writes_of_danger_is_not_asked_about_numbers_in_their_words(town: Town) -> None:
    case_id = task(town)
    text = f"{DANGER} Call me: 40 12 34 56."
    answer = town.post(MINA, f"/help/tasks/{case_id}/messages", letter_to="team", text=text)
    assert answer.location.startswith("/help/danger")
    assert town.ports.cases.get(case_id).state.messages[-1].text == text


@pytest.mark.parametrize("what, field, more", OF_HELPERS)
def test_R1_whom_to_call_is_said_even_where_the_task_is_not_theirs(
    town: Town, what: str, field: str, more: dict[str, str]
) -> None:
    case_id = task(town)
    before = town.happened(case_id)
    answer = town.post(LEO, f"/help/tasks/{case_id}/{what}", **more, **{field: DANGER})
    assert answer.status_code == 404
    assert f"call {NUMBER} first" in answer.text
    assert town.happened(case_id) == before


@pytest.mark.parametrize("what, field, more", OF_HELPERS)
def test_R1_whom_to_call_is_said_beside_what_is_to_be_corrected(
    town: Town, what: str, field: str, more: dict[str, str]
) -> None:
    case_id = task(town)
    answer = town.post(MINA, f"/help/tasks/{case_id}/{what}", **more, **{field: DANGER + "!" * 2000})
    assert answer.status_code == 422
    assert f"call {NUMBER} first" in answer.text


def test_R1_whom_to_call_is_said_where_somebody_must_look_again(town: Town) -> None:
    case_id = town.case(**LAMP)
    path = f"{town.desk(case_id)}/resolve"
    answer = town.post(BEN, path, words=DANGER)
    assert answer.status_code == 422
    assert f"call {NUMBER} first" in answer.text
    town.post(BEN, path, action="repaired", words="New lamp.")
    again = town.post(BEN, path, action="repaired", words=DANGER)
    assert again.status_code == 409
    assert f"call {NUMBER} first" in again.text


@pytest.mark.parametrize("what, field, more", OF_HELPERS)
def test_words_without_signs_lead_where_they_led(town: Town, what: str, field: str, more: dict[str, str]) -> None:
    case_id = task(town)
    answer = town.post(MINA, f"/help/tasks/{case_id}/{what}", **more, **{field: "All went well, what a nice dog."})
    assert answer.status_code == 303
    assert "/danger" not in answer.location
    assert "triage.case.protected.v1" not in town.happened(case_id)


@pytest.mark.parametrize("who, path", [(MINA, "/help/danger"), (BEN, "/desk/danger")])
@pytest.mark.parametrize("asked", ["", "?sign=nonsense&case=nonsense", "?sign=life&sign=violence"])
def test_R1_the_page_has_the_numbers_whatever_it_is_asked_for(town: Town, who: str, path: str, asked: str) -> None:
    page = town.get(who, path + asked)
    assert page.status_code == 200
    assert big_number(page.text)
    assert "nonsense" not in page.text.partition("<main")[2]


def test_the_page_speaks_danish(town: Town) -> None:
    page = town.get(MINA, "/help/danger?sign=life&lang=da").text
    assert "Er nogen i fare nu, så ring først" in page
    assert "Ring nu" in page
