"""Whoever takes a break is left alone, and finds what still stands when they are back."""

import pytest

from tests.factories.triage_town import LEO, Town


def test_somebody_who_wants_a_break_is_left_alone_until_the_day_they_chose(town: Town) -> None:
    assert town.post(LEO, "/help/pause", until="2026-06-03").status_code == 303
    assert "Wednesday 3 June" in town.get(LEO, "/help").text
    assert town.triage.helpers.find(LEO).state.is_paused_at(town.clock.now())
    assert town.post(LEO, "/help/resume").status_code == 303
    assert not town.triage.helpers.find(LEO).state.is_paused_at(town.clock.now())


def test_nothing_is_asked_of_whoever_takes_a_break_until_they_are_back(town: Town) -> None:
    town.asked(town.case(), LEO)
    asked = "Could you fetch groceries"
    assert asked in town.get(LEO, "/help").text
    town.post(LEO, "/help/pause")
    page = town.get(LEO, "/help").text
    assert asked not in page
    assert "You are taking a break, so nobody asks you." in page
    town.post(LEO, "/help/resume")
    assert asked in town.get(LEO, "/help").text


@pytest.mark.parametrize("day", ["2026-05-27", "0001-01-01", "9999-12-31"])
def test_a_break_that_ended_in_the_past_or_at_the_end_of_time_is_not_taken(town: Town, day: str) -> None:
    answer = town.post(LEO, "/help/pause", until=day)
    assert answer.status_code == 422
    assert "Choose a day that is still to come." in answer.text
