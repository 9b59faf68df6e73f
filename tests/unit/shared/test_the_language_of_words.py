"""Words that are plainly in another language than the one they are said to be in are told apart, and only those."""

import pytest

from shared.signs.language_of_words import MOST_READ, LanguageOfWords

tell = LanguageOfWords(("en", "da"))


@pytest.mark.parametrize(
    "text,said,is_in",
    [
        ("Mieheni lyö minua joka ilta", "en", "fi"),
        ("Mieheni lyö minua joka ilta", "da", "fi"),
        ("mein Mann schlägt mich", "en", "de"),
        ("муж бьёт меня", "en", "ru"),
        ("زوجي يضربني", "da", "ar"),
        ("我丈夫打我", "en", "zh"),
        ("Please help me. Mieheni lyö minua joka ilta.", "en", "fi"),
        ("Please help me\nMieheni lyö minua", "en-GB", "fi"),
        ("min man slår mig", "en", "da"),  # Swedish: the nearest that is known
        ("Sne på fortovet", "en", "da"),
        ("Hello, thank you very much for coming to us. Mieheni lyö minua joka ilta.", "da", "fi"),
        ("Tusind tak fordi I kom forbi i går, det var meget venligt af jer. 他每天打孩子请救救我们", "da", "zh"),
        ("Tak for hjælpen i går, det var dejligt。他打我", "da", "zh"),
        ("Please help me carry my shopping up the stairs", "da", "en"),
    ],
)
def test_another_language_is_told(text: str, said: str, is_in: str) -> None:
    assert tell(text, said) == is_in


@pytest.mark.parametrize(
    "text",
    [
        "Broken lamp",
        "lamp",
        "pls fix asap thx",
        "Rats!!!",
        "Graffiti Removal",
        "ROW Maintenance",
        "Lamp out at the corner of Mannerheimintie 5",
        "My bins were not emptied. Mannerheimintie 5. Thank you.",
        "",
        "...",
        "12345",
    ],
)
def test_short_words_names_and_addresses_are_no_other_language(text: str) -> None:
    assert tell(text, "en") is None


def test_a_language_that_nobody_can_tell_apart_is_taken_at_its_word() -> None:
    assert tell("Please help me carry my shopping", "tlh") is None


@pytest.mark.timeout(20)
def test_no_text_takes_long_to_tell() -> None:
    assert tell("Please clear the street. " * 50_000, "en") is None
    assert MOST_READ < 10_000
