"""Signs of danger and of what is for professionals only: noticed however they are written, and never lowered."""
# ruff: noqa: RUF001 -- letters that look like others are what this is about.

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.catalogue import Catalogue
from services.intake.domain.draft import signs_of
from shared.signs.language_of_words import LanguageOfWords
from shared.signs.signs import ANY_LANGUAGE, NO_SIGNS, Signs, SignWords, signs
from tests.factories.reports import CATALOGUE, WORDS, draft

FIRE = Signs(danger=("fire",))


@pytest.mark.parametrize(
    "text",
    [
        "There is a fire",
        "FIRE",
        "fire!!!",
        "a fire,quick",
        "fïré",
        "f.i.r.e",
        "F I R E in the house",
        "fi\u200bre",
        "f\u00adire",
        "\u202efire\u202c",
        "fіrе",
        "ϜIRE fіre",
        "ｆｉｒｅ",
        "𝐟𝐢𝐫𝐞",
        "fiiiiire",
        "f1re",
        "ꜰɪʀᴇ",
        "🅵🅸🆁🅴",
        "🅕🅘🅡🅔",
        "🇫 🇮 🇷 🇪",
        "sme1l of gas",
        "sme11 of gas",
        "it sm e l l s: smells of gas",
        "smelling of some gas",
        "En ildebrand",
        "a\nfire\nthere",
    ],
)
def test_danger_is_noticed_however_it_is_spelled(text: str) -> None:
    assert WORDS.in_words(text, language="en") == FIRE


@pytest.mark.parametrize(
    "text", ["She can't breathe", "cant breathe", "CAN’T  BREATHE", "can't-breathe", "cant.breathe"]
)
def test_an_apostrophe_makes_no_difference(text: str) -> None:
    assert WORDS.in_words(text, language="en") == Signs(danger=("life",))


@pytest.mark.parametrize("text", ["hjælp", "hjaelp", "HJÆLP", "hjälp", "hjalp"])
def test_letters_of_other_keyboards_stand_for_the_ones_that_are_meant(text: str) -> None:
    assert WORDS.in_words(text, language="da") == Signs(danger=("life",))


@pytest.mark.parametrize("text", ["bleed", "bleeding", "BLEEDS", "She is ble-eding"])
def test_a_phrase_with_a_star_is_found_in_all_its_forms(text: str) -> None:
    assert WORDS.in_words(text, language="en") == Signs(danger=("life",))


def test_words_may_stand_between_as_far_as_the_phrase_allows() -> None:
    assert WORDS.in_words("It smells so very much gas", language="en") == FIRE
    assert WORDS.in_words("It smells a bit here and there of gas", language="en") == NO_SIGNS


@pytest.mark.parametrize("text", ["", "The lamp is out.", "Firewood for sale", "ceasefire", "1 kilometre", "🙂"])
def test_other_words_are_no_signs(text: str) -> None:
    assert WORDS.in_words(text, language="en") == NO_SIGNS


def test_a_word_that_means_something_else_in_the_readers_language_is_no_sign() -> None:
    assert WORDS.in_words("fire lamper er gået ud", language="da") == NO_SIGNS
    assert WORDS.in_words("fire lamps", language="fi") == FIRE


def test_danger_and_floor_are_told_apart() -> None:
    assert WORDS.in_words("violent, and self-harm", "FIRE", language="en") == Signs(
        danger=("fire",), floor=("self_harm", "violence")
    )


def test_a_category_bears_its_signs_whatever_is_said() -> None:
    found = signs_of(draft(category="child_at_risk", text="x"), catalogue=CATALOGUE, words=WORDS)
    assert found == Signs(danger=("child_in_danger",), floor=("child_at_risk",))


@pytest.mark.parametrize(
    "answers, expected",
    [
        ({"size": "burning"}, FIRE),
        ({"size": "small"}, NO_SIGNS),
        ({"what": "paper,pills"}, Signs(floor=("drugs_and_medicine",))),
        ({"plate": "it says FIRE"}, FIRE),
    ],
)
def test_answers_bear_signs_too(answers: dict[str, str], expected: Signs) -> None:
    assert signs_of(draft(category="permit", answers=answers), catalogue=CATALOGUE, words=WORDS) == expected


def test_an_address_is_looked_through_as_well() -> None:
    assert signs_of(draft(address="where the fire is"), catalogue=CATALOGUE, words=WORDS) == FIRE


def test_an_unknown_category_does_not_hide_what_is_said() -> None:
    nothing = Catalogue(categories={}, rest=CATALOGUE.rest)
    assert signs_of(draft(category="$where", text="fire"), catalogue=nothing, words=WORDS) == FIRE


@pytest.mark.parametrize("language", ["en", "da"])
def test_danger_is_noticed_in_a_language_that_nobody_said_it_is_in(language: str) -> None:
    assert WORDS.in_words("Hjælp mig, jeg kan ikke komme ud", language=language) == Signs(danger=("life",))


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_words_can_break_the_noticing_or_hide_a_sign_that_stands_apart(before: str, after: str) -> None:
    assert "fire" in WORDS.in_words(f"{before}\n fire \n{after}", language="en").danger or _is_glued(before, after)


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_signs_only_ever_add_up(some: list[str], more: list[str]) -> None:
    one, two = signs(some, more), signs(more, some)
    assert set(one.danger) <= set((one | two).danger)
    assert set(one.floor) <= set((one | two).floor)
    assert one.beyond(one) == NO_SIGNS
    assert one | two.beyond(one) == one | two


def test_phrases_of_a_hundred_signs_cost_no_more_than_the_words_they_are_looked_for_in() -> None:
    many = {f"sign_{number}": [f"word{number}x*"] for number in range(2000)}
    book = SignWords({ANY_LANGUAGE: many}, {ANY_LANGUAGE: {}}, other_language=LanguageOfWords(()))
    assert book.in_words("word1999xyz", language="") == Signs(danger=("sign_1999",))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["a" + "\u0301\u0323" * 60_000, "a-" * 90_000, "h e l p " * 20_000])
def test_no_text_takes_long_to_read(text: str) -> None:
    """One such text, sent without a limit, held up everybody for twelve seconds."""
    assert WORDS.in_words(f"fire {text}", language="en").danger


def _is_glued(before: str, after: str) -> bool:
    """Combining marks and joiners at the edge make another word of it."""
    return any(not one.isalnum() and not one.isspace() and not one.isascii() for one in before[-3:] + after[:3])
