"""Phrases that are signs, by language.

A phrase is words in their order, side by side; letter case and what stands between words do not matter.
`bleed*` stands for every word that begins so, `*brand` for every word that ends so, `*brand*` for every word that
has it in it; a `*` alone stands for up to three words of any kind. `child*|kid*` is either of them; what stands on both
sides of a `~` may come in either order, up to nine words apart. `fire ^hydrant|door` is fire where neither of these
follows. `$someone` is any word of the group of that name (`groups`: name → words with `|` between them), and may stand
wherever such words may: `$someone|crowd * fell`. `help me!` counts only in a sentence of three words at
most: a cry, and not "help me carry this". Whether somebody negates it is not asked: a false alarm
costs a professional a minute.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from marshmallow import ValidationError

from shared.pack.fields import ReadField, by_language, phrases
from shared.pack.known import Checking, Kind
from shared.pack.word_groups import NAME, WORD, WordGroups, expanded

SignWords = Mapping[str, Mapping[str, tuple[str, ...]]]
_ONE = rf"(?:{WORD}|{NAME})"
_SIDES = 2
_NO_PHRASE = "is not a phrase of words, *, |, ~ and ^"
_WORD = re.compile(rf"\*|\^?{_ONE}(?:\|{_ONE})*")


def _sign_words(kind: Kind, value: object) -> SignWords:
    listed = by_language(value)
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    wrong: dict[str, object] = {}
    for language, words in listed.items():
        try:
            found[language] = _words(kind, words)
        except ValidationError as error:
            wrong[language] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return found


def _words(kind: Kind, words: object) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(words, dict) or not words:
        raise ValidationError("names no sign with its words")
    wrong = {sign: found for sign, listed in words.items() if (found := _wrong(kind, sign, listed))}
    if wrong:
        raise ValidationError(wrong)
    return {sign: tuple(listed) for sign, listed in words.items()}


def _wrong(kind: Kind, sign: str, listed: object) -> list[str] | dict[int, list[str]]:
    if not Checking.get().has(kind, sign):
        return [f"{sign} is no {kind} of this pack"]
    try:
        found = phrases(listed)
    except ValidationError as error:
        return [str(message) for message in error.messages]
    return {index: [_NO_PHRASE] for index, phrase in enumerate(found) if not is_phrase(phrase)}


class DangerWordsField(ReadField[SignWords]):
    """For every language of the pack: danger sign → phrases."""

    read = staticmethod(partial(_sign_words, Kind.DANGER_SIGN))


class FloorWordsField(ReadField[SignWords]):
    """For every language of the pack: floor sign → phrases."""

    read = staticmethod(partial(_sign_words, Kind.FLOOR_SIGN))


def is_phrase(text: str) -> bool:
    """Tell whether a phrase is well formed.

    Words, a `*` alone only between them, a `~` between two sides, a `^` right after a word.
    """
    sides = [side.split() for side in text.removesuffix("!").split("~")]
    return len(sides) <= _SIDES and all(map(_is_side, sides))


def _is_side(words: list[str]) -> bool:
    if not words or not all(map(_WORD.fullmatch, words)):
        return False
    after_any = {word for before, word in pairwise(["*", *words]) if before == "*"}
    return "*" not in {words[0], words[-1]} and not any(word.startswith("^") for word in after_any)


def named(phrase: str) -> str:
    """Give what `harmless` calls a phrase: its words without those that may not follow, `fire` for `fire ^hydrant`."""
    return phrase.partition(" ^")[0]


def phrases_for(
    language: str,
    words: SignWords,
    harmless: Mapping[str, tuple[str, ...]],
    groups: WordGroups = MappingProxyType({}),
) -> Mapping[str, tuple[str, ...]]:
    """Give the phrases by sign for a report in `language`: its own, and those of others that are not harmless in it.

    People write in other languages than they read; what is written in a language unknown here may be any of them.
    Groups are given by their words; `harmless` names phrases as the pack writes them.
    """
    found: dict[str, set[str]] = {}
    for other, signs in words.items():
        skipped = harmless.get(language, ()) if other != language else ()
        for sign, listed in signs.items():
            meant = (phrase for phrase in listed if named(phrase) not in skipped)
            found.setdefault(sign, set()).update(expanded(phrase, groups.get(other, {})) for phrase in meant)
    return {sign: tuple(sorted(listed)) for sign, listed in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPhrases:
    """What tells of danger, and of matters for professionals only, to whoever reads people's words.

    danger_words, floor_words: language → sign → phrases. harmless: language → phrases of other languages that mean
    something else in this one. groups: language → name → words that `$name` stands for in phrases.
    """

    danger_words: SignWords
    floor_words: SignWords
    harmless: Mapping[str, tuple[str, ...]]
    groups: WordGroups = field(default_factory=dict)

    def danger_phrases(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Give the phrases by danger sign to look for in words in `language`, those of other languages included."""
        return phrases_for(language, self.danger_words, self.harmless, self.groups)

    def floor_phrases(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Give the phrases by floor sign to look for in words in `language`, those of other languages included."""
        return phrases_for(language, self.floor_words, self.harmless, self.groups)
