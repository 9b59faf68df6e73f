"""Finds phrases in words, however many phrases there are, in time that grows with the words alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from shared.signs.phrases import ANY, Key, Piece, forms
from shared.signs.spelling import Words

Sign = str
_HEAD = 3
_WORDS, _LETTERS = 4096, 24
"""So many words are remembered, and none that is longer: people say most things in the same few."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What must follow a word that begins a phrase, and the sign that the phrase then is.

    needs: the last of it, without which nobody need look for the others.
    """

    pieces: tuple[Piece, ...]
    sign: Sign
    needs: frozenset[Key]

    @classmethod
    def of(cls, pieces: tuple[Piece, ...], sign: Sign) -> "_Rest":
        return cls(pieces, sign, next((each.keys for each in reversed(pieces) if not each.absent), frozenset()))


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
    known: keys by word, for words that were read lately.
    """

    first: Mapping[Key, tuple[_Rest, ...]]
    keys: frozenset[Key]
    lengths: tuple[int, ...]
    heads: frozenset[str]
    head: int
    tails: tuple[str, ...]
    inner: tuple[str, ...]
    known: dict[str, tuple[Key, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, phrases: Mapping[Sign, Iterable[str]]) -> "Phrasebook":
        """`bleed*` begins a word, `*brand` ends it, `*brand*` is in it; `*` alone is up to three words of any kind.

        `child*|kid*` is either; what stands on both sides of a `~` may come in either order, nine words apart; `^door`
        is any word but this one, or none.
        """
        first: dict[Key, list[_Rest]] = defaultdict(list)
        keys: set[Key] = set()
        for sign, listed in phrases.items():
            for begun, *pieces in {form for phrase in listed for form in forms(phrase)}:
                keys.update(begun.keys, *(piece.keys for piece in pieces))
                rest = _Rest.of(tuple(pieces), sign)
                for key in begun.keys:
                    first[key].append(rest)
        return cls._with({key: tuple(rests) for key, rests in first.items()}, frozenset(keys))

    @classmethod
    def _with(cls, first: Mapping[Key, tuple[_Rest, ...]], keys: frozenset[Key]) -> "Phrasebook":
        open_left = {key for key in keys if key.startswith(ANY)}
        inner = {key for key in open_left if key.endswith(ANY)}
        begun = keys - open_left
        lengths = tuple(sorted({len(key) - 1 for key in begun if key.endswith(ANY)}))
        head = min((_HEAD, *lengths))
        return cls(
            first,
            keys,
            lengths,
            frozenset(key.removesuffix(ANY)[:head] for key in begun),
            head,
            tuple(key.removeprefix(ANY) for key in open_left - inner),
            tuple(key.strip(ANY) for key in inner),
        )

    def signs_in(self, words: Words) -> set[Sign]:
        """The signs of all phrases that stand in these words."""
        read, found = _Read.of([self._keys_of(word) for word in words]), set[Sign]()
        there = set(read.keys)
        for place, keys in enumerate(read.at):
            for key in keys:
                for rest in self.first.get(key, ()):
                    if rest.needs and rest.needs.isdisjoint(there):
                        continue
                    if rest.sign not in found and _follows(rest.pieces, read, place + 1):
                        found.add(rest.sign)
        return found

    def _keys_of(self, word: str) -> tuple[Key, ...]:
        keys = self.known.get(word)
        if keys is None:
            keys = self._fitting(word)
            self._remember(word, keys)
        return keys

    def _remember(self, word: str, keys: tuple[Key, ...]) -> None:
        if len(self.known) >= _WORDS:
            self.known.clear()
        if len(word) <= _LETTERS:
            self.known[word] = keys

    def _fitting(self, word: str) -> tuple[Key, ...]:
        """The keys of this book that a word fits: itself, its beginnings, its ends and what is in it."""
        ends = (f"{ANY}{letters}" for letters in self.tails if word.endswith(letters))
        inner = (f"{ANY}{letters}{ANY}" for letters in self.inner if letters in word)
        if word[: self.head] not in self.heads:
            return (*ends, *inner)
        begins = (f"{word[:length]}{ANY}" for length in self.lengths if length <= len(word))
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
