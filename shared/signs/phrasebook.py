"""Finds phrases in words, however many phrases there are, in time that grows with the words alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

from shared.signs.spelling import Words, spellings

Sign = str
_GAP = "*"
_LONGEST_GAP = 3
_HEAD = 3
_PARTS = re.compile(r"[^\W_]+")


class Fit(StrEnum):
    """How one word of a phrase must stand in a text."""

    WHOLE = "whole"
    BEGINS = "begins"
    ENDS = "ends"
    HAS = "has"


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a phrase. gap: up to so many words of any kind may stand before it."""

    fit: Fit
    letters: str
    gap: int = 0

    def fits(self, word: str) -> bool:
        match self.fit:
            case Fit.WHOLE:
                return word == self.letters
            case Fit.BEGINS:
                return word.startswith(self.letters)
            case Fit.ENDS:
                return word.endswith(self.letters)
            case Fit.HAS:
                return self.letters in word


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
        """`bleed*` begins a word, `*brand` ends it, `*brand*` is in it; `*` alone is up to three words of any kind."""
        first: dict[Fit, dict[str, list[_Rest]]] = {fit: defaultdict(list) for fit in Fit}
        for sign, listed in phrases.items():
            for pieces in {form for phrase in listed for form in _forms(phrase)}:
                first[pieces[0].fit][pieces[0].letters].append(_Rest(pieces[1:], sign))
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
    """A phrase in every spelling; a word such as "can't" counts as one word and as two.

    Kept, as are the words: every phrase stands in two books, and a thousand phrases are made of few words.
    """
    divisions = {tuple(_pieces(phrase, divided=divided)) for divided in (False, True)}
    return frozenset(form for division in divisions for form in product(*(_spelled(*word) for word in division)))


@cache
def _spelled(fit: Fit, letters: str, gap: int) -> tuple[Piece, ...]:
    return tuple(Piece(fit, spelling, gap) for spelling in spellings(letters))


def _pieces(phrase: str, *, divided: bool) -> Iterator[tuple[Fit, str, int]]:
    gap, begun = 0, False
    for word in phrase.split():
        if word == _GAP:
            gap += _LONGEST_GAP if begun else 0
            continue
        parts = _PARTS.findall(word) if divided else [word]
        for index, part in enumerate(parts):
            open_left = index == 0 and word.startswith(_GAP)
            open_right = index == len(parts) - 1 and word.endswith(_GAP)
            yield _fit(open_left=open_left, open_right=open_right), part, gap
            gap, begun = 0, True


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
