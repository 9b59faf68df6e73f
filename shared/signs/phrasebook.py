"""Finds phrases in words, however many phrases there are, in time that grows with the words alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product

from shared.signs.spelling import Words, spellings

Sign = str
_GAP, _NEAR, _OR, _BUT = "*", "~", "|", "^"
_LONGEST_GAP = 3
_NEAR_GAP = (_GAP, _GAP, _GAP)
_HEAD = 3
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


@dataclass(frozen=True, slots=True)
class _Rest:
    """What must follow a word that begins a phrase, and the sign that the phrase then is."""

    pieces: tuple[Piece, ...]
    sign: Sign


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as a phrasebook knows it. at: the keys that each word fits; keys: all of them in their order.

    starts: where in `keys` those of a word begin, and where all end: what stands in a gap is one slice.
    """

    at: list[tuple[Key, ...]]
    keys: list[Key]
    starts: list[int]

    @classmethod
    def of(cls, at: list[tuple[Key, ...]]) -> "_Read":
        return cls(at, [key for keys in at for key in keys], list(accumulate(map(len, at), initial=0)))

    def between(self, place: int, after: int) -> list[Key]:
        """The keys of the words from this place on and before that one; there may be fewer words."""
        last = len(self.at)
        return self.keys[self.starts[min(place, last)] : self.starts[min(after, last)]]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases by their first word, so that each word of a text is looked up and not each phrase tried.

    keys: all words of all phrases; lengths: of those that words begin with; tails and inner: what words end with, or
    have in them. heads: the first `head` letters of those that words are or begin with; most words begin otherwise.
    """

    first: Mapping[Key, tuple[_Rest, ...]]
    keys: frozenset[Key]
    lengths: tuple[int, ...]
    heads: frozenset[str]
    head: int
    tails: tuple[str, ...]
    inner: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Mapping[Sign, Iterable[str]]) -> "Phrasebook":
        """`bleed*` begins a word, `*brand` ends it, `*brand*` is in it; `*` alone is up to three words of any kind.

        `child*|kid*` is either; what stands on both sides of a `~` may come in either order, nine words apart; `^door`
        is any word but this one, or none.
        """
        first: dict[Key, list[_Rest]] = defaultdict(list)
        keys: set[Key] = set()
        for sign, listed in phrases.items():
            for begun, *pieces in {form for phrase in listed for form in _forms(phrase)}:
                keys.update(begun.keys, *(piece.keys for piece in pieces))
                rest = _Rest(tuple(pieces), sign)
                for key in begun.keys:
                    first[key].append(rest)
        return cls._with({key: tuple(rests) for key, rests in first.items()}, frozenset(keys))

    @classmethod
    def _with(cls, first: Mapping[Key, tuple[_Rest, ...]], keys: frozenset[Key]) -> "Phrasebook":
        open_left = {key for key in keys if key.startswith(_GAP)}
        inner = {key for key in open_left if key.endswith(_GAP)}
        begun = keys - open_left
        lengths = tuple(sorted({len(key) - 1 for key in begun if key.endswith(_GAP)}))
        head = min((_HEAD, *lengths))
        return cls(
            first,
            keys,
            lengths,
            frozenset(key.removesuffix(_GAP)[:head] for key in begun),
            head,
            tuple(key.removeprefix(_GAP) for key in open_left - inner),
            tuple(key.strip(_GAP) for key in inner),
        )

    def signs_in(self, words: Words) -> set[Sign]:
        """The signs of all phrases that stand in these words."""
        fitting = {word: self._fitting(word) for word in set(words)}
        read, found = _Read.of([fitting[word] for word in words]), set[Sign]()
        for place, keys in enumerate(read.at):
            for key in keys:
                for rest in self.first.get(key, ()):
                    if rest.sign not in found and _follows(rest.pieces, read, place + 1):
                        found.add(rest.sign)
        return found

    def _fitting(self, word: str) -> tuple[Key, ...]:
        """The keys of this book that a word fits: itself, its beginnings, its ends and what is in it."""
        ends = (f"{_GAP}{letters}" for letters in self.tails if word.endswith(letters))
        inner = (f"{_GAP}{letters}{_GAP}" for letters in self.inner if letters in word)
        if word[: self.head] not in self.heads:
            return (*ends, *inner)
        begins = (f"{word[:length]}{_GAP}" for length in self.lengths if length <= len(word))
        return (*(key for key in (word, *begins) if key in self.keys), *ends, *inner)


def _follows(pieces: tuple[Piece, ...], read: _Read, place: int) -> bool:
    if not pieces:
        return True
    first, rest = pieces[0], pieces[1:]
    after = place + first.gap + 1
    none = first.keys.isdisjoint(read.between(place, after))
    if first.absent:
        return none and _follows(rest, read, place)
    if none or not rest:
        return not none
    here = range(place, min(after, len(read.at)))
    return any(not first.keys.isdisjoint(read.at[one]) and _follows(rest, read, one + 1) for one in here)


@lru_cache(_PHRASES)
def _forms(phrase: str) -> tuple[tuple[Piece, ...], ...]:
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
        if word == _GAP:
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
    parts = [_GAP + first if word.startswith(_GAP) else first, *more]
    return [*parts[:-1], parts[-1] + _GAP if word.endswith(_GAP) else parts[-1]]


def _spelled(alternatives: str) -> Iterator[Key]:
    for word in alternatives.split(_OR):
        left, right = (_GAP if there else "" for there in (word.startswith(_GAP), word.endswith(_GAP)))
        yield from (f"{left}{spelling}{right}" for spelling in spellings(word.strip(_GAP)))
