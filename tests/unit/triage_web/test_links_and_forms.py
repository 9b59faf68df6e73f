"""Rule R17 and the tokens: looking changes nothing, and only a form of ours, from whom it is for, does."""

from datetime import timedelta

import pytest

from shared.sessions import LinkIssuer
from tests.factories.matrix import SIGN_IN, class_of
from tests.factories.triage_matrix import ACTORS, Scene, doors, scene
from tests.factories.triage_town import (
    ANNA,
    HOUR,
    LEO,
    MINA,
    OTTO,
    Town,
    invitation_id,
    links_in,
    town_in_memory,
)

TEN = range(10)
DISCLOSED = "triage.place.disclosed.v1"


def everything(here: Scene) -> list[object]:
    """All that is kept of cases and people, but for the log of what was shown to whom."""
    ports = here.town.ports
    cases = [[one for one in here.town.happened(case) if one != DISCLOSED] for case in here.cases.values()]
    people = [(ports.helpers.find(person), ports.roles.find(person)) for person in ACTORS.values() if person]
    return [cases, people]


def test_R17_however_often_somebody_looks_nothing_changes() -> None:
    here = scene(town_in_memory())
    before = everything(here)
    for door in doors(here):
        for who in ACTORS.values():
            if door.method == "GET":
                here.town.get(who, door.path)
    assert everything(here) == before


def test_R17_a_scanner_that_follows_the_mailed_link_ten_times_answers_nothing(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    link = f"/help/asked/{invitation_id(case_id, LEO)}?t={town.answer_token(case_id, LEO)}"
    before = town.happened(case_id)
    pages = [town.get(None, link) for _ in TEN]
    assert {page.status_code for page in pages} == {200}
    assert town.happened(case_id) == before
    assert "Yes, I will" in pages[-1].text


@pytest.mark.parametrize("path", ["accept", "decline"])
def test_R17_a_get_on_what_a_button_does_is_refused(town: Town, path: str) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    assert town.get(LEO, f"/help/asked/{invitation_id(case_id, LEO)}/{path}").status_code == 405


def test_the_token_of_the_mail_stands_in_no_later_address(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    token = town.answer_token(case_id, LEO)
    path = f"/help/asked/{invitation_id(case_id, LEO)}"
    page = town.get(None, f"{path}?t={token}")
    assert not [link for link in links_in(page.text) if token in link]
    answer = town.post(None, f"{path}/accept", t=token)
    assert not [link for link in links_in(answer.text) if token in link]


@pytest.mark.parametrize("door", ["accept", "decline", ""])
@pytest.mark.parametrize("wrong", ["altered", "too old", "another person's", "for another purpose", "of another town"])
def test_a_token_that_is_not_for_this_opens_nothing(town: Town, wrong: str, door: str) -> None:
    case_id, other = town.case(), town.case()
    town.asked(case_id, LEO)
    town.asked(other, OTTO)
    match wrong:
        case "altered":
            token = town.answer_token(case_id, LEO)[:-6] + "AAAAAA"
        case "too old":
            token = town.answer_token(case_id, LEO, until=town.clock.now() - HOUR)
        case "another person's":
            token = town.answer_token(other, OTTO)
        case "for another purpose":
            token = town.answer_token(case_id, LEO, purpose="outcome")
        case _:
            token = town_in_memory().answer_token(case_id, LEO)
    path = f"/help/asked/{invitation_id(case_id, LEO)}"
    before = town.happened(case_id)
    answer = town.post(None, f"{path}/{door}", t=token) if door else town.get(None, f"{path}?t={token}")
    assert answer.status_code == 410
    assert "This link is too old or incomplete" in answer.text
    nowhere = town_in_memory()
    there = nowhere.post(None, f"{path}/{door}", t=token) if door else nowhere.get(None, f"{path}?t={token}")
    assert there.data == answer.data
    assert town.happened(case_id) == before


def test_a_token_is_worth_nothing_with_somebody_elses_name_on_it(town: Town) -> None:
    """Claims that do not belong together: Otto's name on the invitation of Leo."""
    case_id = town.case()
    town.asked(case_id, LEO)
    claims = {"person_id": OTTO, "case_id": case_id, "invitation_id": invitation_id(case_id, LEO)}
    token = LinkIssuer(town._jwk).issue("answer", claims, town.clock.now() + HOUR)  # noqa: SLF001 only notify has it
    assert town.get(None, f"/help/asked/{invitation_id(case_id, LEO)}?t={token}").status_code == 404


def test_an_invitation_that_is_opened_without_its_token_asks_for_a_sign_in(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    path = f"/help/asked/{invitation_id(case_id, LEO)}"
    answer = town.get(None, path)
    assert answer.headers["Location"] == f"/me/sign-in?next={path}"


@pytest.mark.parametrize("actor", ["assigned helper", "caseworker of the team", "invited helper", "administrator"])
def test_a_form_without_our_token_changes_nothing(actor: str) -> None:
    here = scene(town_in_memory())
    before = everything(here)
    browser = here.town.browser(ACTORS[actor])
    for door in doors(here):
        if door.method == "POST" and door.works_for(actor) and door.row.rule != "/language":
            assert browser.post(door.path, data=door.form, buffered=True).status_code == 403, door.path
    assert everything(here) == before


def test_a_form_sent_from_another_site_changes_nothing(town: Town) -> None:
    case_id = town.with_task(MINA)
    browser = town.browser(MINA)
    before = town.happened(case_id)
    headers = {"X-Form-Token": town.form_token(browser, MINA), "Origin": "https://elsewhere.example"}
    answer = browser.post(f"/help/tasks/{case_id}/hand-back", headers=headers, buffered=True)
    assert answer.status_code == 403
    assert town.happened(case_id) == before


def test_a_token_of_somebody_elses_form_is_refused(town: Town) -> None:
    case_id = town.with_task(MINA)
    browser = town.browser(MINA)
    headers = {"X-Form-Token": town.form_token(town.browser(LEO), LEO)}
    assert browser.post(f"/help/tasks/{case_id}/hand-back", headers=headers, buffered=True).status_code == 403


def test_a_sign_in_that_was_revoked_or_is_too_old_is_none(town: Town) -> None:
    assert town.get(ANNA, "/desk", ago=timedelta(hours=13)).status_code == 303
    town.ports.sessions.revoke(f"session of {ANNA}", ANNA, town.clock.now())
    assert town.get(ANNA, "/desk").headers["Location"] == "/me/sign-in?next=/desk"


def test_a_sign_in_of_another_town_is_none(town: Town) -> None:
    browser = town.browser()
    browser.set_cookie("nabo_session", town_in_memory().browser(ANNA).get_cookie("nabo_session").value)  # type: ignore[union-attr]
    answer = browser.get("/desk", buffered=True)
    assert class_of(answer) == SIGN_IN
