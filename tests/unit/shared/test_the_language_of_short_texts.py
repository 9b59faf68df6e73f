"""Of what people write when they write little, hardly anything is taken for another language, and what is one is told.

A false alarm takes a case back from a neighbour (rule R3); a miss leaves it with one although nobody could look for
danger.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.signs.language_of_words import LanguageOfWords

TEXTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "short_texts.yaml").read_text())
READ: Mapping[str, list[str]] = TEXTS["read"]
UNREAD: Mapping[str, list[str]] = TEXTS["unread"]
EACH = 25
"""So many fillings of each text."""

tell = LanguageOfWords(tuple(READ))


def is_unread(text: str, said: str) -> bool:
    return tell(text, said) not in {None, *READ}


def code(dice: random.Random) -> str:
    letters = "".join(dice.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(6))
    return dice.choice([f"{dice.getrandbits(20):05x}", f"canaryanswer{dice.getrandbits(32):08x}", f"{letters}7"])


def filled(text: str, dice: random.Random) -> str:
    parts: Mapping[str, Callable[[], str]] = {
        "{c}": lambda: code(dice),
        "{n}": lambda: str(dice.randrange(1, 4000)),
        "{N}": lambda: dice.choice(TEXTS["names"]),
        "{s}": lambda: dice.choice(TEXTS["streets"]),
    }
    return re.sub(r"\{\w\}", lambda found: parts[found[0]](), text)


def mistyped(text: str, dice: random.Random) -> str:
    """One letter is left out, doubled, or stands where its neighbour should."""
    at = dice.choice([place for place, letter in enumerate(text[:-1]) if letter.isalpha()])
    before, one, other, after = text[:at], text[at], text[at + 1], text[at + 2 :]
    return before + dice.choice([other, one + one + other, other + one]) + after


def written(said: str, *, mistakes: bool) -> Iterator[str]:
    dice = random.Random(20)  # noqa: S311 -- the same texts in every run
    for text in READ[said] * EACH:
        whole = filled(text, dice)
        yield mistyped(whole, dice) if mistakes else whole


@pytest.mark.parametrize("said", READ)
def test_R3_names_codes_numbers_and_streets_are_no_other_language(said: str) -> None:
    assert [text for text in written(said, mistakes=False) if is_unread(text, said)] == []


@pytest.mark.parametrize("said", READ)
def test_R3_hardly_any_text_with_a_mistake_in_it_is_taken_for_another_language(said: str) -> None:
    texts = list(written(said, mistakes=True))
    alarms = [text for text in texts if is_unread(text, said)]
    assert len(alarms) <= len(texts) / 100, alarms


@pytest.mark.parametrize("said", READ)
def test_R3_nearly_all_that_nobody_reads_is_told(said: str) -> None:
    texts = [text for some in UNREAD.values() for text in some]
    missed = [text for text in texts if not is_unread(text, said)]
    assert len(missed) <= len(texts) / 20, missed


@pytest.mark.parametrize("said", READ)
@pytest.mark.parametrize("language", UNREAD)
def test_R3_short_cries_are_told_in_every_language_and_in_capitals_too(language: str, said: str) -> None:
    most = len(UNREAD[language]) * 3 / 4
    assert sum(is_unread(text, said) for text in UNREAD[language]) >= most
    assert sum(is_unread(text.upper(), said) for text in UNREAD[language]) >= most


@pytest.mark.parametrize(
    "text",
    ["My canaryanswer1f3a.", "My 5dbb03cf.", "ref gpwgqc7", "Tag says kdzjhswg.", "Best, Väinö", "Ring Ayşe or Ines"],
)
def test_R3_what_no_language_has_counts_for_none(text: str) -> None:
    assert tell(text, "en") is None
