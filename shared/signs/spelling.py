"""Reads words as people mean them: whatever case, accents, look-alike letters or signs between letters they use."""
# ruff: noqa: RUF001 -- letters that look like others are what this is about.

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_lowercase

Words = tuple[str, ...]

LONGEST_READ = 8_000
"""Letters of a text that are read: twice what may be told. What is longer is refused, and must not take long first."""

# Letters of other scripts that look like Latin ones, and Latin ones that Unicode does not take apart.
_LOOKS_LIKE = {
    "a": "АаΑαɑ",
    "b": "ВвΒβЬьꞵ",
    "c": "Ссς",
    "d": "Ԁԁ",
    "e": "ЕеΕε",
    "g": "ɡ",
    "h": "НнΗҺһ",
    "i": "ІіЇїΙιı",
    "j": "Јј",
    "k": "КкΚκ",
    "l": "Ӏӏʟ",
    "m": "МмΜ",
    "n": "Ппηɴ",
    "o": "ОоΟοσ",
    "p": "РрΡρ",
    "q": "Ԛԛ",
    "r": "Ггʀ",
    "s": "Ѕѕ",
    "t": "ТтΤτ",
    "v": "ν",
    "w": "Ԝԝω",
    "x": "ХхΧχ",
    "y": "УуΥυ",
    "z": "Ζ",
}
_SMALL_CAPITALS = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
_IN_BOXES = (0x1F150, 0x1F170, 0x1F1E6)  # Where Unicode's white-on-black letters and flag letters begin, from A to Z.
_LOOK_ALIKES = str.maketrans(
    {letter: plain for plain, letters in _LOOKS_LIKE.items() for letter in letters}
    | {letter: plain for plain, letter in _SMALL_CAPITALS.items()}
    | {chr(first + place): plain for first in _IN_BOXES for place, plain in enumerate(ascii_lowercase)}
)
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "œ": "oe"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_FOR_LETTERS = (str.maketrans("013457@$!|", "oieastasil"), str.maketrans("013457@$!|", "oleastasli"))
_SINGLE = str.maketrans("æäøöåü", "aaooau")

# Characters that take no room: joiners, marks of direction, soft hyphens, variation selectors, tags.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SENTENCE = re.compile(r"[^.!?\n\u3002\uff01\uff1f\uff0e\u061f\u06d4\u0964]+")  # also as written elsewhere
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
# The three below look for what is rare, so that most texts are passed over quickly.
_WITHIN = re.compile(r"[^\w\s](?=\w)|_")
_SPELLED = re.compile(r"\b\w(?:[\W_]+\w\b){2}")  # Three single letters in a row, and more, are one word.
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
    joined = _NO_WORD.sub("", word.translate(_LOOK_ALIKES).casefold())
    return frozenset({_unmarked(joined.translate(_LETTERS)), _unmarked(joined.translate(_SINGLE)), _germanic(joined)})


def _plain(text: str) -> Iterator[str]:
    """The text in plain small letters; what is unseen within words may join or part them."""
    if text.isascii():
        yield text.lower()
        return
    for visible in _without_unseen(unicodedata.normalize("NFKC", text)):
        small = visible.translate(_LOOK_ALIKES).casefold().translate(_LETTERS)
        yield _unmarked(small)
        if small != small.translate(_UMLAUTS):
            yield _germanic(small)


def _without_unseen(text: str) -> Iterator[str]:
    yield _UNSEEN.sub("", text)
    if _UNSEEN.search(text):
        yield _UNSEEN.sub(" ", text)


def _germanic(small: str) -> str:
    return _unmarked(small.translate(_LETTERS).translate(_UMLAUTS))


def _unmarked(small: str) -> str:
    if small.isascii():
        return small
    return "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))


def _divided(plain: str) -> Iterator[Words]:
    parted = tuple(_WORD.findall(plain))
    yield parted
    if _WITHIN.search(plain):
        yield tuple(word for piece in plain.split() if (word := _NO_WORD.sub("", piece)))
    if _SPELLED.search(plain):
        yield _spelled_out(parted)
    if _LONG_RUN.search(plain):
        yield tuple(_LONG_RUN.sub(r"\1", word) for word in parted)
        yield tuple(_LONG_RUN.sub(r"\1\1", word) for word in parted)
    if _DISGUISE.search(plain):
        for letters in _FOR_LETTERS:
            undressed = (_NO_WORD.sub("", piece.rstrip("!").translate(letters)) for piece in plain.split())
            yield tuple(word for word in undressed if word)


def _spelled_out(words: Words) -> Words:
    """Single letters that follow each other, put together: `h e l p me` is `help me`."""
    together = " ".join(words)
    return tuple(re.sub(r"\b(?:\w ){2,}\w\b", lambda found: found[0].replace(" ", ""), together).split())
