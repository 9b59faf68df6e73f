"""Somebody who came second reads again and decides again; only the domain may say no."""

import pytest

from shared.errors import IllegalMove, StaleVersion
from shared.repository import decide_again


def test_it_is_tried_until_nobody_came_between() -> None:
    left: list[StaleVersion | str] = [StaleVersion("a"), StaleVersion("a"), "done"]

    def attempt() -> str:
        outcome = left.pop(0)
        if isinstance(outcome, StaleVersion):
            raise outcome
        return outcome

    assert decide_again(attempt) == "done"
    assert left == []


def test_a_no_of_the_domain_is_final() -> None:
    asked: list[int] = []

    def attempt() -> None:
        asked.append(1)
        raise IllegalMove("closed")

    with pytest.raises(IllegalMove):
        decide_again(attempt)
    assert len(asked) == 1


def test_patience_ends() -> None:
    def attempt() -> None:
        raise StaleVersion("a")

    with pytest.raises(StaleVersion):
        decide_again(attempt, within_seconds=0.05)
