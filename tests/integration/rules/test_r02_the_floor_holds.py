"""R2: a case that ever bore a floor sign is never offered to a neighbour, and nobody lifts that alone."""

from datetime import timedelta
from typing import Any

import pytest

from tests.e2e.town.neighbours import all_asked, are_asked, takes_it
from tests.e2e.town.reports import Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Desks, Tell

LONGER_THAN_ALL_WAVES = timedelta(minutes=5)
REASONS = {"reason": "Talked with the family; it is about snow and nothing else."}


def nobody_was_asked(town: Town, told: Told) -> bool:
    """Not now, and not when all waves would have been over. Whoever is asked afterwards proves that mail flows."""
    town.pass_time(LONGER_THAN_ALL_WAVES)
    now = told.now
    assert now["route"] == "professional"
    assert "asking_neighbours" not in {each["status"] for each in now["history"]}
    return all_asked(told) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "shopping_help", "answers": {"what": "medicine"}},
        {"category": "litter", "text": "There are needles between the bags."},
        {"category": "snow_clearing", "text": "And please lend me some money for the shovel."},
        {"category": "child_at_risk", "text": "He shovels snow alone at night."},
        {"category": "litter", "text": "Der ligger kanyler i buskene.", "language": "da"},
        {"category": "litter", "text": "Der ligger kanyler i buskene.", "language": "en"},
    ],
    ids=["answer", "words", "money", "category", "danish", "danish_called_english"],
)
def test_R2_a_floor_sign_keeps_neighbours_away_whatever_was_agreed(
    town: Town, tell: Tell, fields: dict[str, Any]
) -> None:
    told = tell(**fields, neighbour_consent=True)
    told.becomes("with_team")
    assert nobody_was_asked(town, told)


def test_R2_other_words_afterwards_do_not_take_it_away(town: Town, tell: Tell) -> None:
    told = tell("litter", text="There are needles between the bags.", neighbour_consent=True)
    told.becomes("with_team")
    reporter_of(told).edits("There are a few paper bags.")
    assert nobody_was_asked(town, told)


def test_R2_words_that_come_later_call_neighbours_back(tell: Tell) -> None:
    told = tell("litter", neighbour_consent=True)
    asked = are_asked(told, count=3)
    reporter_of(told).writes("I have just seen needles there.")
    told.becomes("with_team")
    assert all(each.looks().status in {200, 404, 410} for each in asked)
    assert not [each for each in asked if any(form.action.endswith("/accept") for form in each.looks().forms)]
    assert asked[0].insists("accept").status in {403, 404, 409, 410}


def test_R2_what_a_helper_writes_takes_it_from_neighbours(town: Town, tell: Tell) -> None:
    told = tell("litter", neighbour_consent=True)
    asked = are_asked(told, count=3)
    helper = takes_it(asked[0])
    assert helper.says("messages", text="There are needles between the bags.").path == "/help/danger"
    told.becomes("with_team")
    assert helper.looks().status == 404
    before = len(all_asked(told))
    town.pass_time(LONGER_THAN_ALL_WAVES)
    assert len(all_asked(told)) == before
    assert not [one for one in all_asked(told) if any(f.action.endswith("/accept") for f in one.looks().forms)]


def test_R2_opening_it_again_does_not_offer_it_to_neighbours(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("litter", text="There are needles between the bags.", neighbour_consent=True)
    told.becomes("with_team")
    henriette = desk("henriette")
    henriette.waits_for(told.reference)
    henriette.resolves(told.reference)
    told.letter(having="/outcome")
    reporter_of(told).says_it_is_not("It lies there still.")
    told.becomes("reopened")
    assert nobody_was_asked(town, told)


def test_R2_a_professional_who_notices_more_calls_neighbours_back(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    are_asked(told, count=3)
    jesper = desk("jesper")
    page = jesper.waits_for(told.reference)
    done = jesper.browser.submit(page, page.form("/protect"), {"floor_signs": "adult_at_risk"})
    assert done.status in {200, 404}, "it may be another team's now"
    told.becomes("with_team")
    before = len(all_asked(told))
    town.pass_time(LONGER_THAN_ALL_WAVES)
    assert len(all_asked(told)) == before
    assert not [each for each in all_asked(told) if any(f.action.endswith("/accept") for f in each.looks().forms)]


def test_R2_alone_nobody_lifts_it_not_even_twice(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("snow_clearing", text="And please lend me some money for the shovel.", neighbour_consent=True)
    told.becomes("with_team")
    maria = desk("maria")
    maria.waits_for(told.reference)
    maria.does(told.reference, "lift", **REASONS)
    again = maria.does(told.reference, "lift", **REASONS)
    assert again.status in {200, 409}
    assert nobody_was_asked(town, told)


def test_R2_two_professionals_without_the_safeguarding_lead_do_not_lift_it(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("snow_clearing", text="And please lend me some money for the shovel.", neighbour_consent=True)
    told.becomes("with_team")
    henriette = desk("henriette")
    henriette.waits_for(told.reference)
    henriette.does(told.reference, "lift", **REASONS)
    second = henriette.does(told.reference, "lift", **REASONS)
    assert second.status in {200, 409}
    assert nobody_was_asked(town, told)


def test_R2_without_a_reason_not_even_both_lift_it(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("snow_clearing", text="And please lend me some money for the shovel.", neighbour_consent=True)
    told.becomes("with_team")
    for name in ("maria", "henriette"):
        somebody = desk(name)
        somebody.waits_for(told.reference)
        assert somebody.does(told.reference, "lift", reason=" ").status == 422
    assert nobody_was_asked(town, told)


def test_R2_the_lead_and_a_second_professional_lift_it_together(tell: Tell, desk: Desks) -> None:
    told = tell("snow_clearing", text="And please lend me some money for the shovel.", neighbour_consent=True)
    told.becomes("with_team")
    for name in ("henriette", "maria"):
        somebody = desk(name)
        somebody.waits_for(told.reference)
        assert somebody.does(told.reference, "lift", **REASONS).status == 200
    told.becomes("asking_neighbours")
    assert len(are_asked(told, count=3)) == 3
