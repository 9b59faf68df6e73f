"""What a pack's phrases stand for: `child*|kid* ~ hungry` in pieces, in every order and every spelling."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from shared.signs.spelling import spellings

ANY = "*"
_NEAR, _OR, _BUT = "~", "|", "^"
_LONGEST_GAP = 3
_NEAR_GAP = (ANY, ANY, ANY)
_PHRASES = 10_000
"""How many are remembered at most; a pack has some 1,500."""

_PARTS = re.compile(r"[^\W_]+")
_WITHIN = re.compile(r"[^\w\s*|~^]")


Key = str
"""A word as a phrase has it, in one spelling: `bleed*` for whatever begins so, and so on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of which one must stand at a place of a phrase. gap: so many of any kind may stand before it.

    absent: none of them may stand there, and the place is not used up: anything else, or the end of the text, may.
    """

    keys: frozenset[Key]
    gap: int
    absent: bool = False


@lru_cache(_PHRASES)
def forms(phrase: str) -> tuple[tuple[Piece, ...], ...]:
    """A phrase in every order; a word such as "can't" counts as one word and as two.

    Kept, as pieces are: the same phrases are looked for in every language, and a child is spoken of in many of them.
    """
    return tuple(_each_form(phrase))


def _each_form(phrase: str) -> Iterator[tuple[Piece, ...]]:
    for words in _orders(phrase):
        yield tuple(_pieces(words, divided=False))
        if _WITHIN.search(phrase):
            yield from (tuple(_pieces(each, divided=True)) for each in product(*map(_alternatives, words)))


def _alternatives(word: str) -> list[str]:
    """One by one where one of them counts as two words."""
    return word.split(_OR) if _WITHIN.search(word) and not word.startswith(_BUT) else [word]


def _orders(phrase: str) -> Iterator[list[str]]:
    left, near, right = (side.split() for side in phrase.partition(_NEAR))
    yield [*left, *_NEAR_GAP, *right] if near else left
    if near:
        yield [*right, *_NEAR_GAP, *left]


def _pieces(words: Iterable[str], *, divided: bool) -> Iterator[Piece]:
    gap, begun = 0, False
    for word in words:
        if word == ANY:
            gap += _LONGEST_GAP if begun else 0
            continue
        absent = word.startswith(_BUT)
        for part in _parts(word) if divided else (word.removeprefix(_BUT),):
            yield _piece(part, gap, absent=absent)
            gap, begun = 0, True


@lru_cache(_PHRASES)
def _piece(alternatives: str, gap: int, *, absent: bool) -> Piece:
    return Piece(frozenset(_spelled(alternatives)), gap, absent)


def _parts(word: str) -> list[str]:
    """What stands between signs within a word; stars stay with the first and the last."""
    if _OR in word or word.startswith(_BUT):
        return [word.removeprefix(_BUT)]
    first, *more = _PARTS.findall(word)
    parts = [ANY + first if word.startswith(ANY) else first, *more]
    return [*parts[:-1], parts[-1] + ANY if word.endswith(ANY) else parts[-1]]


def _spelled(alternatives: str) -> Iterator[Key]:
    for word in alternatives.split(_OR):
        left, right = (ANY if there else "" for there in (word.startswith(ANY), word.endswith(ANY)))
        yield from (f"{left}{spelling}{right}" for spelling in spellings(word.strip(ANY)))
