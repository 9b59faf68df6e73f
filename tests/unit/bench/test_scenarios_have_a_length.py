"""Scenarios that are short in every run and full when somebody asks: what is chosen, and what is kept of them."""

import json
from pathlib import Path

import pytest

from tests.endurance import Noted, chosen, keep

KNOWN = frozenset({"kills", "frozen"})


def test_all_are_chosen_unless_some_are_named() -> None:
    assert chosen((), KNOWN) == KNOWN
    assert chosen({"frozen"}, KNOWN) == {"frozen"}


def test_a_name_that_no_scenario_has_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(pytest.UsageError, match="no scenario is named away, cats; there are frozen, kills"):
        chosen({"cats", "away", "kills"}, KNOWN)


def test_times_are_noted_by_the_middle_and_the_longest_beside_what_is_wanted() -> None:
    noted = Noted()
    noted.seconds("back", [1.0, 9.004, 2.0], wanted=20)
    noted.seconds("ready", [3.0])
    noted.count("kills", 3)
    assert noted.figures == {
        "back": {"times": 3, "median_s": 2.0, "longest_s": 9.0, "wanted_s": 20},
        "ready": {"times": 1, "median_s": 3.0, "longest_s": 3.0},
        "kills": {"count": 3},
    }


def test_what_is_kept_stands_beside_what_others_saw_and_in_place_of_what_was_seen_before(tmp_path: Path) -> None:
    result = tmp_path / "endure" / "latest.json"
    keep(result, "kills", {"length": 1})
    keep(result, "frozen", {"length": 2})
    keep(result, "kills", {"length": 3})
    assert json.loads(result.read_text()) == {"kills": {"length": 3}, "frozen": {"length": 2}}
