"""What was typed into a form, and what it means."""

import pytest
from werkzeug.datastructures import MultiDict

from services.intake.entrypoints.web.forms.typed import Typed, typed_in
from tests.factories.reports import CATALOGUE


def typed(*pairs: tuple[str, str]) -> Typed:
    return typed_in(MultiDict(pairs), CATALOGUE)


@pytest.mark.parametrize("answers", [("no", "yes"), ("yes", "no"), ("yes", "no", "yes")])
def test_R4_both_answers_at_once_are_a_no(answers: tuple[str, ...]) -> None:
    assert typed(*(("consent", each) for each in answers))["consent"] == "no"


@pytest.mark.parametrize("answers", [("no", "yes"), ("yes", "no")])
def test_R14_whoever_asks_for_privacy_at_all_has_it(answers: tuple[str, ...]) -> None:
    assert typed(*(("private", each) for each in answers))["private"] == "yes"


@pytest.mark.parametrize(
    "name, answers, careful",
    [
        ("for_whom", ("me", "somebody_else"), "somebody_else"),
        ("for_whom", ("somebody_else", "me"), "somebody_else"),
        ("they_agreed", ("no", "yes"), "no"),
        ("category", ("child_at_risk", "snow_clearing"), ""),
    ],
)
def test_R2_of_two_answers_the_one_that_protects_counts(name: str, answers: tuple[str, ...], careful: str) -> None:
    assert typed(*((name, each) for each in answers))[name] == careful


@pytest.mark.parametrize("answer", ["yes", "no", ""])
def test_one_answer_is_what_it_says(answer: str) -> None:
    assert typed(("consent", answer))["consent"] == answer
    assert typed(("consent", answer), ("consent", answer))["consent"] == answer
    assert "consent" not in typed(("text", "Dark"))
