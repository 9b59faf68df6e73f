"""Rules R5 to R8 and R10 at helpers' pages: as late and as little as possible, and somebody who always answers."""

from datetime import timedelta

import pytest

from services.triage.handlers.revoke_helper import RevokeHelper
from services.triage.handlers.vet_helper import VetHelper
from shared.events.triage import InvitationExpired, InvitationStoodDown
from shared.ids import PersonId
from tests.factories.triage_town import (
    ADDRESS,
    ANNA,
    HOME,
    HOUR,
    IDA,
    KIRSTEN,
    LEO,
    MINA,
    OTTO,
    PLACE,
    WORDS,
    Town,
    invitation_id,
    links_in,
)

PROTECTED = (WORDS, ADDRESS, f"{PLACE.lat:.5f}"[:7], "contact-of-reporter")
ON_CALL = "+358 9 555 0110"


def protected_in(page: str) -> list[str]:
    return [fact for fact in PROTECTED if fact in page]


def test_R5_before_a_yes_nobody_sees_place_or_words(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    path = f"/help/asked/{invitation_id(case_id, LEO)}"
    for page in (town.get(LEO, path), town.get(None, f"{path}?t={town.answer_token(case_id, LEO)}")):
        assert page.status_code == 200
        assert "200 to 400 m from you" in page.text
        assert not protected_in(page.text)
    assert not protected_in(town.get(LEO, "/help").text)
    assert town.get(LEO, f"/help/tasks/{case_id}").status_code == 404


def test_R5_the_sketch_is_drawn_from_the_rough_area_alone(town: Town) -> None:
    """Two places within one rough area have the same page."""
    pages = []
    for place in (PLACE, type(PLACE)(lat=PLACE.lat + 0.0003, long=PLACE.long)):
        case_id = town.case(place=place)
        town.asked(case_id, LEO)
        answer = town.get(LEO, f"/help/asked/{invitation_id(case_id, LEO)}").text
        pages.append(answer[answer.index('<svg class="n-sketch"') : answer.index("</svg>", answer.index("n-sketch"))])
    assert pages[0] == pages[1]


def test_R5_whoever_has_the_task_sees_it_and_each_showing_is_noted_first(town: Town) -> None:
    case_id = town.with_task(MINA)
    before = town.happened(case_id).count("triage.place.disclosed.v1")
    page = town.get(MINA, f"/help/tasks/{case_id}")
    assert page.status_code == 200
    assert WORDS in page.text
    assert ADDRESS in page.text
    assert town.happened(case_id).count("triage.place.disclosed.v1") == before + 1


def test_R5_a_yes_by_the_mailed_link_shows_no_place_but_a_way_to_sign_in(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    token = town.answer_token(case_id, LEO)
    answer = town.post(None, f"/help/asked/{invitation_id(case_id, LEO)}/accept", t=token)
    assert answer.status_code == 200
    assert f"/me/sign-in?next=/help/tasks/{case_id}" in answer.text
    assert not protected_in(answer.text)


def test_R5_a_task_is_shown_only_after_a_sign_in_of_the_last_fifteen_minutes(town: Town) -> None:
    case_id = town.with_task(MINA)
    answer = town.get(MINA, f"/help/tasks/{case_id}", ago=timedelta(minutes=16))
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/me/sign-in?next=/help/tasks/{case_id}"
    assert "triage.place.disclosed.v1" not in town.happened(case_id)[-1:]


@pytest.mark.parametrize(
    "what,typed,said",
    [
        ("done", {"minutes": "2000", "words": "All at the door."}, "between 0 and 1,440"),
        ("messages", {"letter_to": "team", "text": "x" * 2001}, "At most 2,000 characters."),
    ],
)
def test_R5_a_form_that_is_not_right_shows_no_place_to_whoever_signed_in_long_ago_but_keeps_what_was_typed(
    town: Town, what: str, typed: dict[str, str], said: str
) -> None:
    case_id = town.with_task(MINA)
    town.post(MINA, f"/help/tasks/{case_id}/on-way")
    before, task = town.happened(case_id), f"/help/tasks/{case_id}"
    answer = town.send(MINA, f"{task}/{what}", typed, ago=timedelta(minutes=16))
    assert answer.status_code == 422
    assert not protected_in(answer.text)
    assert town.happened(case_id) == before
    assert said in answer.text
    assert all(one in answer.text for one in typed.values())
    assert f"/me/sign-in?next={task}" in answer.text
    assert town.send(LEO, f"{task}/{what}", typed, ago=timedelta(minutes=16)).status_code == 404
    assert ADDRESS in town.send(MINA, f"{task}/{what}", typed).text


@pytest.mark.parametrize("ending", ["hand-back", "unsafe", "done"])
def test_R5_on_the_next_request_a_helper_whose_task_has_ended_sees_nothing(town: Town, ending: str) -> None:
    case_id = town.with_task(MINA)
    town.post(MINA, f"/help/tasks/{case_id}/on-way")
    assert town.post(MINA, f"/help/tasks/{case_id}/{ending}").status_code == 303
    assert town.get(MINA, f"/help/tasks/{case_id}").status_code == 404
    gone = town.get(MINA, f"/help/tasks/{case_id}")
    assert "This task is not with you now" in gone.text
    assert not protected_in(gone.text)
    for path in ("/help", f"/help/asked/{invitation_id(case_id, MINA)}"):
        assert not protected_in(town.get(MINA, path).text)


def test_R6_helpers_and_caseworkers_see_nobodys_own_address(town: Town) -> None:
    case_id, asked = town.with_task(MINA), town.case()
    town.asked(asked, LEO)
    pages = (
        (MINA, f"/help/tasks/{case_id}"),
        (ANNA, town.desk(case_id)),
        (ANNA, town.desk(asked)),
        (ANNA, "/desk?show=neighbours"),
    )
    for who, path in pages:
        page = town.get(who, path)
        assert page.status_code == 200
        assert HOME not in page.text
        assert "contact-of-reporter" not in page.text


def test_R7_revoking_takes_effect_at_the_next_request(town: Town) -> None:
    """The helper's own write is enough: what the worker takes back of the case may come later."""
    given, asked = town.with_task(MINA), town.case()
    town.asked(asked, MINA)
    town.triage.revoke_helper(RevokeHelper(person_id=PersonId(MINA), by=KIRSTEN, reason="test"))
    assert town.get(MINA, f"/help/tasks/{given}").status_code == 404
    assert town.post(MINA, f"/help/tasks/{given}/on-way").status_code == 404
    answer = town.post(MINA, f"/help/asked/{invitation_id(asked, MINA)}/accept")
    assert answer.status_code == 409
    assert not protected_in(answer.text)


def test_R7_a_lowered_vetting_takes_effect_at_the_next_request_but_never_keeps_anybody_there(town: Town) -> None:
    given = town.with_task(MINA)
    town.triage.vet_helper(VetHelper(person_id=PersonId(MINA), by=KIRSTEN, tier=1, is_operator=True))
    task = f"/help/tasks/{given}"
    assert town.get(MINA, task).status_code == 404
    for step in ("on-way", "on-site", "done"):
        assert town.post(MINA, f"{task}/{step}").status_code == 404, step
    assert town.post(MINA, f"{task}/hand-back").status_code == 303
    assert town.post(MINA, f"{task}/unsafe").status_code == 303


@pytest.mark.parametrize("stage", ["", "on-way", "on-site"])
def test_R8_the_number_of_somebody_who_answers_stands_on_every_page_of_a_task(town: Town, stage: str) -> None:
    case_id = town.with_task(MINA)
    if stage:
        town.post(MINA, f"/help/tasks/{case_id}/{stage}")
    for path in (f"/help/tasks/{case_id}", "/help", "/help/unsafe", "/help/guide"):
        assert ON_CALL in town.get(MINA, path).text, path


def test_R8_unsafe_says_what_to_do_at_once_and_reaches_the_coordinator(town: Town) -> None:
    case_id = town.with_task(MINA)
    answer = town.post(MINA, f"/help/tasks/{case_id}/unsafe")
    assert answer.headers["Location"] == "/help/unsafe"
    page = town.get(MINA, "/help/unsafe").text
    assert "112" in page
    assert ON_CALL in page
    alarms = town.get(KIRSTEN, "/desk").text
    assert "Mina stopped: it was not safe" in alarms
    assert town.desk(case_id) in alarms


def test_R8_unsafe_gets_through_however_long_ago_somebody_signed_in(town: Town) -> None:
    case_id = town.with_task(MINA)
    assert town.send(MINA, f"/help/tasks/{case_id}/unsafe", {}, ago=11 * HOUR).status_code == 303
    assert "triage.assignment.aborted_unsafe.v1" in town.happened(case_id)


def test_R8_only_after_unsafe_a_coordinator_sees_the_place_which_is_noted_and_never_the_words(town: Town) -> None:
    case_id = town.with_task(MINA)
    assert town.get(KIRSTEN, town.desk(case_id)).status_code == 404
    town.post(MINA, f"/help/tasks/{case_id}/unsafe")
    page = town.get(KIRSTEN, town.desk(case_id))
    assert page.status_code == 200
    assert ADDRESS in page.text
    assert WORDS not in page.text
    assert town.happened(case_id)[-1] == "triage.place.disclosed.v1"


def test_R9_whoever_is_named_in_a_case_is_asked_no_more(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    assert town.post(ANNA, f"{town.desk(case_id)}/named", person_id=LEO).status_code == 303
    answer = town.post(LEO, f"/help/asked/{invitation_id(case_id, LEO)}/accept")
    assert answer.status_code == 409
    page = town.get(LEO, f"/help/asked/{invitation_id(case_id, LEO)}").text
    assert "no longer asked" in page
    assert "named" not in page


def test_R9_a_helper_can_ask_not_to_meet_somebody_again(town: Town) -> None:
    case_id = town.with_task(MINA)
    assert town.post(MINA, f"/help/tasks/{case_id}/block").status_code == 303
    assert "contact-of-reporter" in town.triage.helpers.find(MINA).state.blocked


HARSH = ("penalt", "blame", "fail", "missed", "too late", "strike", "warning", "!")


@pytest.mark.parametrize("how", ["declined", "expired", "stood down", "lost the race", "handed back", "paused"])
def test_R10_a_no_in_any_form_meets_a_kind_page(town: Town, how: str) -> None:
    case_id = town.case()
    town.asked(case_id, LEO, OTTO)
    path = f"/help/asked/{invitation_id(case_id, LEO)}"
    match how:
        case "declined":
            page = town.post(LEO, f"{path}/decline")
        case "expired":
            town.then(case_id, InvitationExpired(person_id=LEO))
            page = town.get(LEO, path)
        case "stood down":
            town.then(case_id, InvitationStoodDown(person_id=LEO, reason="somebody_else_said_yes"))
            page = town.get(LEO, path)
        case "lost the race":
            town.says_yes(case_id, OTTO)
            page = town.post(LEO, f"{path}/accept")
            assert page.status_code == 409
        case "handed back":
            town.says_yes(case_id, LEO)
            town.post(LEO, f"/help/tasks/{case_id}/hand-back")
            page = town.get(LEO, "/help")
        case _:
            town.post(LEO, "/help/pause")
            page = town.get(LEO, "/help")
    text = page.text[page.text.index("<main") : page.text.index("</main>")].lower()
    assert not [word for word in HARSH if word in text.replace("<!doctype", "")]


def test_R10_declining_leaves_no_trace_on_the_helper(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    before = town.triage.helpers.find(LEO)
    town.post(LEO, f"/help/asked/{invitation_id(case_id, LEO)}/decline")
    assert town.triage.helpers.find(LEO) == before


def test_the_whole_task_from_yes_to_done(town: Town) -> None:
    case_id = town.with_task(MINA)
    task = f"/help/tasks/{case_id}"
    assert town.post(MINA, f"{task}/on-way").headers["Location"] == task
    assert "You are on the way." in town.get(MINA, task).text
    town.post(MINA, f"{task}/on-site")
    assert town.post(MINA, f"{task}/done", minutes="many").status_code == 422
    assert town.post(MINA, f"{task}/done", minutes="40", words="All at the door.").headers["Location"] == "/help"
    assert town.triage.cases.by_reference(town.reference(case_id)).state.assignments[MINA].minutes == 40
    assert "Nothing just now." in town.get(MINA, "/help").text


def test_a_second_yes_finds_the_task_where_the_first_one_put_it(town: Town) -> None:
    case_id = town.with_task(MINA)
    answer = town.post(MINA, f"/help/asked/{invitation_id(case_id, MINA)}/accept")
    assert answer.headers["Location"] == f"/help/tasks/{case_id}"


def test_only_those_whom_a_page_is_for_are_led_to_it(town: Town) -> None:
    """No page of a helper leads to a place, a person or an invitation that is not theirs."""
    mine, others = town.with_task(MINA), town.with_task(IDA)
    found = " ".join(links_in(town.get(MINA, "/help").text))
    assert mine in found
    assert others not in found
