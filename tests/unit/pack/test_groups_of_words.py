"""`$someone` in a phrase stands for every word of that group; a group that is none is a mistake with its line."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shared.pack import load_for_intake
from shared.pack.sign_words import SignWords, phrases_for

if TYPE_CHECKING:
    from tests.unit.pack.conftest import SpoiltPack

FIRE = "    fire: [fire, smell* * gas]"
CHILD = "    child: child*|kid*"


def test_a_group_stands_for_its_words_and_for_those_of_the_groups_in_it(strict: Path) -> None:
    signs = load_for_intake(strict).signs
    assert signs.groups["en"] == {"child": "child*|kid*", "young": "child*|kid*|teen*"}
    assert signs.danger_phrases("en")["child_in_danger"] == ("barn* * alene", "child*|kid*|teen* * alone")


def test_a_group_is_that_of_the_language_whose_phrase_it_is_in() -> None:
    words: SignWords = {"en": {"life": ("$who fell",)}, "da": {"life": ("$who faldt",)}}
    groups = {"en": {"who": "he|she"}, "da": {"who": "han|hun"}}
    assert phrases_for("da", words, {}, groups) == {"life": ("han|hun faldt", "he|she fell")}
    assert phrases_for("da", words, {"da": ("$who fell",)}, groups) == {"life": ("han|hun faldt",)}


def test_groups_may_be_left_out(pack: "SpoiltPack") -> None:
    text = (pack.folder / "intake.yaml").read_text()
    before, _, after = text.partition("groups:")
    without = before + "danger_words:" + after.partition("danger_words:")[2].replace("$young", "kid*")
    pack.write("intake.yaml", without)
    assert load_for_intake(pack.folder).signs.groups == {}


@pytest.mark.parametrize(
    "old, new, said",
    [
        (FIRE, "    fire: [$crowd * smoke]", "danger_words.en.fire[0]: $crowd is no group of words in en"),
        ("    money: [penge, kontanter]", "    money: [$child]", "$child is no group of words in da"),
        (FIRE, '    fire: ["$Child burns"]', "is not a phrase of words, *, |, ~ and ^"),
        (CHILD, "    child: child* kid*", "groups.en.child: is not words with | between them"),
        (CHILD, "    child: child*|$child", "$child is no group that stands before it"),
        (CHILD, "    child: child*|$young", "$young is no group that stands before it"),
        (CHILD, "    Child!: child*|kid*", "Child! is no name of a group"),
        ("  da: {somebody: han|hun}", "  da: han|hun", "groups.da: names no group with its words"),
    ],
)
def test_a_mistake_in_groups_is_said_with_its_line(pack: "SpoiltPack", old: str, new: str, said: str) -> None:
    line = pack.change("intake.yaml", old, new)
    found = [(each.file, each.line) for each in pack.mistakes(load_for_intake) if said in str(each)]
    assert found == [("intake.yaml", line)]


def test_a_language_without_groups_is_missed(pack: "SpoiltPack") -> None:
    pack.change("intake.yaml", "  da: {somebody: han|hun}", "  fi: {somebody: se}")
    assert any("groups: lacks the language da" in str(each) for each in pack.mistakes(load_for_intake))
