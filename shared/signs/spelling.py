"""Reads words as people mean them: whatever case, accents, look-alike letters or signs between letters they use."""

import re
import unicodedata
from collections.abc import Iterator

from shared.signs.look_alikes import LETTERS, LOOK_ALIKES, SINGLE, UMLAUTS
from shared.signs.markup import LONGEST_READ
from shared.signs.spelled_out import put_together

Words = tuple[str, ...]

_FOR_LETTERS = (str.maketrans("013457@$!|", "oieastasil"), str.maketrans("013457@$!|", "oleastasli"))

# Characters that take no room: joiners, marks of direction, soft hyphens, variation selectors, tags.
_HARDLY_SEEN = dict.fromkeys((0x2006, 0x2009, 0x200A), "\u200b")  # Spaces so thin that a word does not end there.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SENTENCE = re.compile(r"[^.!?\n\u3002\uff01\uff1f\uff0e\u061f\u06d4\u0964]+")  # also as written elsewhere
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
# Those below look for what is rare, so that most texts are passed over quickly.
_WITHIN = re.compile(r"[^\w\s](?=\w)|_|-[ \t\r]*\n")
_HYPHENATED = re.compile(r"-[ \t\r]*\n[ \t]*(?=\w)")
_DISGUISE = re.compile(r"[013457@$](?:(?=[^\W\d_])|(?<=[^\W\d_].))|[!|](?=[^\W\d_])")


def sentences(text: str) -> list[str]:
    """What stands between full stops and the like."""
    return _SENTENCE.findall(text)


def readings(text: str) -> Iterator[Words]:
    """Every way to read the beginning of a text as words in their order; each way is given once."""
    seen: list[Words] = [()]
    for plain in _plain(text[:LONGEST_READ]):
        for words in _divided(plain):
            if words not in seen:
                seen.append(words)
                yield words


def spellings(word: str) -> frozenset[str]:
    """The ways in which one word of a phrase may stand in a reading: "hjælp" as `hjaelp` and, barer still, `hjalp`."""
    joined = _NO_WORD.sub("", word.translate(LOOK_ALIKES).casefold())
    return frozenset({_unmarked(joined.translate(LETTERS)), _unmarked(joined.translate(SINGLE)), _germanic(joined)})


def _plain(text: str) -> Iterator[str]:
    """The text in plain small letters; what is unseen within words may join or part them."""
    if text.isascii():
        yield text.lower()
        return
    for visible in _without_unseen(unicodedata.normalize("NFKC", text.translate(_HARDLY_SEEN))):
        small = visible.translate(LOOK_ALIKES).casefold().translate(LETTERS)
        yield _unmarked(small)
        if small != small.translate(UMLAUTS):
            yield _germanic(small)


def _without_unseen(text: str) -> Iterator[str]:
    yield _UNSEEN.sub("", text)
    if _UNSEEN.search(text):
        yield _UNSEEN.sub(" ", text)


def _germanic(small: str) -> str:
    return _unmarked(small.translate(LETTERS).translate(UMLAUTS))


def _unmarked(small: str) -> str:
    if small.isascii():
        return small
    return "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))


def _divided(plain: str) -> Iterator[Words]:
    parted = tuple(_WORD.findall(plain))
    yield parted
    if _WITHIN.search(plain):
        yield tuple(word for piece in _HYPHENATED.sub("", plain).split() if (word := _NO_WORD.sub("", piece)))
    if _LONG_RUN.search(plain):
        yield tuple(_LONG_RUN.sub(r"\1", word) for word in parted)
        yield tuple(_LONG_RUN.sub(r"\1\1", word) for word in parted)
    yield from _undressed(plain)
    for together in put_together(plain):
        yield tuple(_WORD.findall(together))
        yield from _undressed(together)


def _undressed(plain: str) -> Iterator[Words]:
    """Numbers and signs read as the letters that they stand for."""
    if _DISGUISE.search(plain):
        for letters in _FOR_LETTERS:
            undressed = (_NO_WORD.sub("", piece.rstrip("!").translate(letters)) for piece in plain.split())
            yield tuple(word for word in undressed if word)
