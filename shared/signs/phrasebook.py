"""Finds phrases in words, however many phrases there are, in time that grows with the words alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import product

from shared.signs.spelling import Words, spellings

Sign = str
_GAP, _NEAR, _OR = "*", "~", "|"
_LONGEST_GAP = 3
_NEAR_GAP = (_GAP, _GAP, _GAP)
_HEAD = 3
_PARTS = re.compile(r"[^\W_]+")
_WITHIN = re.compile(r"[^\w\s*|~]")


class Fit(StrEnum):
    """How one word of a phrase must stand in a text."""

    WHOLE = "whole"
    BEGINS = "begins"
    ENDS = "ends"
    HAS = "has"


Word = tuple[Fit, str]
"""One word as a phrase has it, in one spelling."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of which one must stand at a place of a phrase. gap: so many of any kind may stand before it."""

    words: frozenset[Word]
    gap: int
    whole: frozenset[str] = field(init=False)
    begins: tuple[str, ...] = field(init=False)
    ends: tuple[str, ...] = field(init=False)
    inner: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Sort them by how they are looked for: a child is spoken of in many words, and each word has many rests."""
        for name, fit in (("begins", Fit.BEGINS), ("ends", Fit.ENDS), ("inner", Fit.HAS)):
            object.__setattr__(self, name, tuple(sorted(letters for has, letters in self.words if has is fit)))
        object.__setattr__(self, "whole", frozenset(letters for has, letters in self.words if has is Fit.WHOLE))

    def fits(self, word: str) -> bool:
        if word in self.whole or word.startswith(self.begins) or word.endswith(self.ends):
            return True
        return any(letters in word for letters in self.inner)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What must follow a word that begins a phrase, and the sign that the phrase then is."""

    pieces: tuple[Piece, ...]
    sign: Sign


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases by how their first word stands in a text, so that each word is looked up and not each phrase tried.

    heads: the first `head` letters of all words that begin a phrase; most words of most texts begin otherwise.
    """

    first: Mapping[Fit, Mapping[str, tuple[_Rest, ...]]]
    lengths: tuple[int, ...]
    heads: frozenset[str]
    head: int
    tails: tuple[str, ...]
    inner: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Mapping[Sign, Iterable[str]]) -> "Phrasebook":
        """`bleed*` begins a word, `*brand` ends it, `*brand*` is in it; `*` alone is up to three words of any kind.

        `child*|kid*` is either; what stands on both sides of a `~` may come in either order, nine words apart.
        """
        first: dict[Fit, dict[str, list[_Rest]]] = {fit: defaultdict(list) for fit in Fit}
        for sign, listed in phrases.items():
            for begun, *rest in {form for phrase in listed for form in _forms(phrase)}:
                for fit, letters in begun.words:
                    first[fit][letters].append(_Rest(tuple(rest), sign))
        fixed = {fit: {letters: tuple(rests) for letters, rests in by.items()} for fit, by in first.items()}
        lengths = tuple(sorted({len(letters) for letters in fixed[Fit.BEGINS]}))
        head = min((_HEAD, *lengths))
        heads = frozenset(letters[:head] for fit in (Fit.WHOLE, Fit.BEGINS) for letters in fixed[fit])
        return cls(fixed, lengths, heads, head, tuple(fixed[Fit.ENDS]), tuple(fixed[Fit.HAS]))

    def signs_in(self, words: Words) -> set[Sign]:
        """The signs of all phrases that stand in these words."""
        head, heads, tails, inner = self.head, self.heads, self.tails, self.inner
        return {
            rest.sign
            for place, word in enumerate(words)
            if word[:head] in heads or word.endswith(tails) or (inner and any(letters in word for letters in inner))
            for rest in self._begun_by(word)
            if not rest.pieces or _follows(rest.pieces, words, place + 1)
        }

    def _begun_by(self, word: str) -> Iterator[_Rest]:
        begins = self.first[Fit.BEGINS]
        yield from self.first[Fit.WHOLE].get(word, ())
        for length in self.lengths:
            yield from begins.get(word[:length], ()) if length <= len(word) else ()
        for letters in self.tails:
            yield from self.first[Fit.ENDS][letters] if word.endswith(letters) else ()
        for letters in self.inner:
            yield from self.first[Fit.HAS][letters] if letters in word else ()


def _follows(pieces: tuple[Piece, ...], words: Words, place: int) -> bool:
    if not pieces:
        return True
    first, rest = pieces[0], pieces[1:]
    reach = range(place, min(place + first.gap + 1, len(words)))
    return any(first.fits(words[here]) and _follows(rest, words, here + 1) for here in reach)


@cache
def _forms(phrase: str) -> frozenset[tuple[Piece, ...]]:
    """A phrase in every order; a word such as "can't" counts as one word and as two.

    Kept, as are the words: every phrase stands in several books, and a thousand phrases are made of few words.
    """
    return frozenset(tuple(_pieces(words, divided=divided)) for words, divided in _divisions(phrase))


def _divisions(phrase: str) -> Iterator[tuple[Iterable[str], bool]]:
    for words in _orders(phrase):
        yield words, False
        if _WITHIN.search(phrase):
            yield from ((each, True) for each in product(*map(_alternatives, words)))


def _alternatives(word: str) -> list[str]:
    """One by one where one of them counts as two words."""
    return word.split(_OR) if _WITHIN.search(word) else [word]


def _orders(phrase: str) -> Iterator[list[str]]:
    left, near, right = (side.split() for side in phrase.partition(_NEAR))
    yield [*left, *_NEAR_GAP, *right] if near else left
    if near:
        yield [*right, *_NEAR_GAP, *left]


def _pieces(words: Iterable[str], *, divided: bool) -> Iterator[Piece]:
    gap, begun = 0, False
    for word in words:
        if word == _GAP:
            gap += _LONGEST_GAP if begun else 0
            continue
        for part in _parts(word) if divided else (word,):
            yield _piece(part, gap)
            gap, begun = 0, True


@cache
def _piece(alternatives: str, gap: int) -> Piece:
    return Piece(frozenset(_spelled(alternatives)), gap)


def _parts(word: str) -> list[str]:
    """What stands between signs within a word; stars stay with the first and the last."""
    if _OR in word:
        return [word]
    first, *more = _PARTS.findall(word)
    parts = [_GAP + first if word.startswith(_GAP) else first, *more]
    return [*parts[:-1], parts[-1] + _GAP if word.endswith(_GAP) else parts[-1]]


def _spelled(alternatives: str) -> Iterator[Word]:
    for word in alternatives.split(_OR):
        fit = _fit(open_left=word.startswith(_GAP), open_right=word.endswith(_GAP))
        yield from ((fit, spelling) for spelling in spellings(word.strip(_GAP)))


def _fit(*, open_left: bool, open_right: bool) -> Fit:
    match open_left, open_right:
        case True, True:
            return Fit.HAS
        case True, False:
            return Fit.ENDS
        case False, True:
            return Fit.BEGINS
        case _:
            return Fit.WHOLE
