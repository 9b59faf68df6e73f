"""R5: what is at a home is private from the first moment; its place is for whoever has the task, while they do."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from bench.replay.browser import Browser
from deploy.local.waiting import wait_until
from shared.events.place import Place, distance_m
from shared.ids import new_reference
from tests.e2e.town.neighbours import Asked, all_asked, are_asked, takes_it
from tests.e2e.town.reports import PATH, Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.stores import Document, all_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Desks, Tell

WORDS = "The steps behind the blue gate, my knees are bad"
HOME = "Vuorikatu 7"
AT = Place(lat=60.171068, long=24.94779)
NOT_BEFORE_A_YES = (HOME, "blue gate", "60.1710", "24.9477", "60.1711", "24.9478")


def asks_at_a_home(tell: Tell) -> Told:
    return tell("snow_clearing", text=WORDS, neighbour_consent=True, location={"address": HOME})


def without_what_changes(text: str) -> str:
    """A page without what differs between two showings of the same page."""
    return re.sub(r'form_token" value="[^"]*"|N-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]', "", text)


def public_pages(told: Told) -> Iterator[str]:
    browser = Browser(told.town.url)
    for path in (
        "/",
        "/list",
        "/list?category=snow_clearing",
        f"/list?near={HOME}",
    ):
        yield browser.get(path).text


def test_R5_a_report_from_a_home_looks_to_others_as_if_it_were_not_there(town: Town, tell: Tell) -> None:
    told = asks_at_a_home(tell)
    told.becomes("asking_neighbours")
    browser = Browser(town.url)
    theirs, nothing = browser.get(f"/r/{told.reference}"), browser.get(f"/r/{new_reference()}")
    assert theirs.status == nothing.status == 404
    assert without_what_changes(theirs.text) == without_what_changes(nothing.text)
    for text in public_pages(told):
        assert f"/r/{told.reference}" not in text
        assert not [word for word in NOT_BEFORE_A_YES if word in text.replace(f'value="{HOME}"', "")]


def test_R5_its_random_id_shows_status_and_history_and_no_more(tell: Tell) -> None:
    told = asks_at_a_home(tell)
    told.becomes("asking_neighbours")
    said = json.dumps(told.now)
    assert not [word for word in (*NOT_BEFORE_A_YES, told.email) if word in said]
    gone = requests.get(f"{told.town.url}{PATH}/6f2f1f5e-6f5e-4c39-9d27-5f8f0a4d9c11", timeout=15)
    assert gone.status_code == 404


def test_R5_a_private_report_from_a_public_place_is_hidden_too(town: Town, tell: Tell) -> None:
    told = tell("pothole", private=True)
    told.becomes("with_team")
    assert Browser(town.url).get(f"/r/{told.reference}").status == 404
    assert told.reference not in "".join(public_pages(told))


def test_R5_before_a_yes_a_neighbour_learns_the_task_and_roughly_where(tell: Tell) -> None:
    told = asks_at_a_home(tell)
    for asked in are_asked(told, count=3):
        page = asked.looks()
        assert page.status == 200
        seen = page.text + asked.letter.all_words
        assert not [word for word in (*NOT_BEFORE_A_YES, told.email) if word in seen]


def test_R5_signed_in_they_see_no_more_of_it_before_a_yes(town: Town, tell: Tell) -> None:
    told = asks_at_a_home(tell)
    asked = are_asked(told, count=3)[0]
    browser = signed_in(town, asked.email)
    task = f"/help/tasks/{asked.claims['case_id']}"
    pages = [browser.get(path) for path in ("/help", asked.link, task, f"/desk/cases/{told.reference}")]
    assert [page.status for page in pages] == [200, 200, 404, 404]
    assert not [word for word in NOT_BEFORE_A_YES for page in pages if word in page.text]


def test_R5_only_who_has_the_task_sees_the_place_and_only_while_they_have_it(town: Town, tell: Tell) -> None:
    told = asks_at_a_home(tell)
    first, second, _ = are_asked(told, count=3)
    helper = takes_it(first)
    shown = helper.looks()
    assert shown.status == 200
    assert HOME in shown.text
    assert "blue gate" in shown.text
    other = signed_in(town, second.email)
    assert other.get(helper.path).status == 404
    assert Browser(town.url).get(helper.path).path.startswith("/me/sign-in")
    helper.says("hand-back")
    after = helper.looks()
    assert after.status == 404
    assert not [word for word in NOT_BEFORE_A_YES if word in after.text]


def test_R5_a_sign_in_that_is_not_fresh_shows_no_place(town: Town, tell: Tell) -> None:
    told = asks_at_a_home(tell)
    helper = takes_it(are_asked(told, count=3)[0])
    assert helper.looks().status == 200
    town.pass_time(timedelta(minutes=16))
    assert helper.looks().path.startswith("/me/sign-in")
    assert HOME not in helper.looks().text


def test_R5_each_showing_is_written_down_before_it_is_shown_and_told_to_the_reporter(town: Town, tell: Tell) -> None:
    told = asks_at_a_home(tell)
    asked = are_asked(told, count=3)[0]
    assert history_of(town, asked, "triage.place.disclosed.v1") == []
    helper = takes_it(asked)
    assert helper.looks().status == 200
    (shown,) = wait_until(
        lambda: history_of(town, asked, "triage.place.disclosed.v1") or None,
        seconds=30,
        what="the showing is in the history",
    )
    assert shown["data"]["to"] == asked.claims["person_id"]
    assert "place" in shown["data"]["what"]
    told.becomes("neighbour_on_it")
    assert asked.first_name in reporter_of(told).looks().text


def test_R5_the_circle_is_fixed_for_its_place_and_not_drawn_around_it(town: Town, tell: Tell) -> None:
    circles = set()
    for _ in range(2):
        asked = are_asked(asks_at_a_home(tell), count=3)
        areas = [each["data"]["area"] for each in history_of(town, asked[0], "triage.helper.invited.v1")]
        circles |= {(area["centre"]["lat"], area["centre"]["long"], area["radius_m"]) for area in areas}
    ((lat, long, radius_m),) = circles
    assert radius_m >= 150
    assert 0 < distance_m(Place(lat=lat, long=long), AT) < radius_m


def history_of(town: Town, asked: Asked, kind: str) -> list[Document]:
    events = (each for _, each in all_of(town, "triage", named="cases.history") if each["type"] == kind)
    return [each for each in events if each["of"] == asked.claims["case_id"]]


@pytest.mark.parametrize("category", ["snow_clearing", "shopping_help"])
def test_R5_a_caseworker_of_another_team_finds_nothing_there(tell: Tell, desk: Desks, category: str) -> None:
    told = tell(category, text=WORDS)
    told.becomes("with_team")
    page = desk("aino").case(told.reference)
    assert page.status == 404
    assert "blue gate" not in page.text
    assert not all_asked(told)
