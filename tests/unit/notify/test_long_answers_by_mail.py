"""Of an answer by mail that is longer than a case takes, the part with a sign is taken; without one nobody reads it."""

import pytest

from services.notify.domain.mail_reply import LONGEST_REPLY, Outcome
from tests.unit.notify.correspondence import House


def test_R1_of_more_than_can_be_taken_the_part_with_a_sign_is_and_own_words_with_one_alone() -> None:
    house = House()
    much = "x" * LONGEST_REPLY
    assert house.hear("Yes.", unquoted=f"Yes. Gas: gas. {much}") is Outcome.TAKEN
    assert house.taken.text.startswith("Yes. Gas: gas. xxx")
    assert house.hear("There is gas.", unquoted=f"There is gas. {much}", id="mail-2") is Outcome.TAKEN
    assert [(each.facts["is_danger"], each.facts["is_cut"]) for each in house.said] == [(True, True), (True, False)]


def test_R1_danger_below_their_own_words_reaches_the_team_although_those_bear_another_sign() -> None:
    house = House()
    much = "x" * LONGEST_REPLY
    assert house.hear("About drugs.", unquoted=f"About drugs. {much} It smells of gas.") is Outcome.TAKEN
    assert "It smells of gas." in house.taken.text
    assert [(each.facts["is_danger"], each.facts["is_cut"]) for each in house.said] == [(True, True)]


@pytest.mark.parametrize("before", [0, 3_995, 9_000, 50_000])
def test_R1_danger_is_found_wherever_it_stands_in_a_long_mail_and_reaches_the_team(before: int) -> None:
    house = House()
    assert house.hear(f"drugs {'x ' * (before // 2)}it smells of gas {'x ' * LONGEST_REPLY}") is Outcome.TAKEN
    assert "it smells of gas" in house.taken.text
    assert len(house.taken.text) == LONGEST_REPLY
    assert [(each.facts["is_danger"], each.facts["is_cut"]) for each in house.said] == [(True, True)]


def test_R2_another_sign_in_a_long_mail_reaches_the_team_too() -> None:
    house = House()
    assert house.hear(f"{'x ' * 9_000} drugs {'x ' * 9_000}") is Outcome.TAKEN
    assert "drugs" in house.taken.text
    assert [each.facts["is_cut"] for each in house.said] == [True]
