"""R3: what is not understood goes to professionals. R4: without the reporter's yes no neighbour hears of it."""

from datetime import timedelta
from typing import Any

import pytest

from bench.replay.browser import Browser
from tests.e2e.town.neighbours import all_asked, are_asked
from tests.e2e.town.reports import Told, post
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import ADDRESS, PLACE, Tell

LONGER_THAN_ALL_WAVES = timedelta(minutes=5)


def stays_with_professionals(town: Town, told: Told) -> bool:
    told.becomes("with_team")
    town.pass_time(LONGER_THAN_ALL_WAVES)
    return told.now["route"] == "professional" and all_asked(told) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "litter", "language": "fi"},
        {"category": "litter", "language": "fr-CA"},
        {"category": "litter", "location": {"address": "Behind the old mill, ask for Uolevi"}},
        {"category": "snow_clearing", "location": {"address": "Nowhere Street 7"}},
        {"category": "litter", "language": "en", "text": "Mieheni lyö minua joka ilta, auttakaa."},
        {"category": "other"},
        {"category": "noise"},
    ],
    ids=[
        "language_without_words",
        "language_of_a_region",
        "unknown_place",
        "unknown_street",
        "other_words",
        "rest",
        "no_task",
    ],
)
def test_R3_what_we_do_not_understand_people_look_at(town: Town, tell: Tell, fields: dict[str, Any]) -> None:
    told = tell(**fields, neighbour_consent=True)
    assert stays_with_professionals(town, told)


@pytest.mark.parametrize("how", ["edits", "writes"])
def test_R3_what_is_said_later_in_words_that_nobody_here_reads_takes_it_from_neighbours(tell: Tell, how: str) -> None:
    told = tell("litter", neighbour_consent=True, location={"address": ADDRESS})
    (first, *_) = are_asked(told, count=3)
    first.answers("accept")
    told.becomes("neighbour_on_it")
    getattr(reporter_of(told), how)("Mieheni lyö minua joka ilta, auttakaa.")
    assert told.becomes("with_team")["route"] == "professional"
    assert "auttakaa" not in first.looks().text


def test_R3_an_unknown_category_with_a_sign_is_taken_and_goes_to_professionals(town: Town, tell: Tell) -> None:
    told = tell("dragons", text="There are needles in the sand.", neighbour_consent=True)
    assert stays_with_professionals(town, told)


def test_R3_a_report_of_nothing_known_without_a_sign_is_refused_with_the_field(town: Town) -> None:
    answer = post(town, {"category": "dragons", "text": "Very large ones.", "location": PLACE})
    assert answer.status_code == 422
    assert "category" in answer.json()["errors"]


@pytest.mark.parametrize("consent", [{}, {"neighbour_consent": False}, {"neighbour_consent": None}], ids=str)
@pytest.mark.parametrize("category", ["litter", "snow_clearing", "street_tree"])
def test_R4_without_a_yes_no_neighbour_is_asked(town: Town, tell: Tell, category: str, consent: dict[str, Any]) -> None:
    consent = {name: value for name, value in consent.items() if value is not None}
    told = tell(category, **consent)
    assert stays_with_professionals(town, told)


@pytest.mark.parametrize("theirs", [{}, {"they_agreed": False}], ids=str)
def test_R4_on_a_yes_for_somebody_who_was_not_asked_no_neighbour_is_asked(
    town: Town, tell: Tell, theirs: dict[str, Any]
) -> None:
    told = tell("snow_clearing", neighbour_consent=True, for_whom="somebody_else", **theirs)
    assert stays_with_professionals(town, told)


@pytest.mark.parametrize("consent", ["yes", "true", 1, "on", []], ids=str)
def test_R4_what_only_looks_like_a_yes_is_refused_by_the_api(town: Town, consent: object) -> None:
    answer = post(town, {"category": "litter", "text": "A bag.", "location": PLACE, "neighbour_consent": consent})
    assert answer.status_code == 422


def test_R4_the_form_says_no_for_anything_at_a_home_until_somebody_says_yes(town: Town) -> None:
    page = Browser(town.url).get("/report?category=snow_clearing")
    assert page.form("/report").fields.get("consent") != "yes"


def test_R4_a_yes_is_a_fact_of_the_decision_with_its_wording(tell: Tell) -> None:
    told = tell("litter", neighbour_consent=True, location={"address": ADDRESS})
    told.becomes("asking_neighbours")
    assert len(are_asked(told, count=3)) == 3
