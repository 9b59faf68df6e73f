"""Tells when words are plainly not in the language that they are said to be in."""

import unicodedata
from collections.abc import Iterable, Iterator

import py3langid

from shared.signs.spelling import sentences

PLAINLY = 12.0
"""By how much more likely (natural logarithm) another language is. Short or mixed English and Danish stays below 10."""

SURELY = 4.0
"""By how much more likely than the other known languages words must be to count as the one they are said to be in."""

LEAST_WORDS = 3
"""A sentence of fewer, among others, may be a name or an address."""

LEAST_LETTERS = 2
MOST_READ = 4000


class LanguageOfWords:
    """Passes as `Languages`. known: those to prefer where they are as likely, for neighbouring ones look alike.

    The first question reads the model, which takes most of a second and 75 MB.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)

    def __call__(self, text: str, language: str) -> str | None:
        """By its ISO 639-1 code, where the text or a sentence in it is plainly not in `language`.

        One that is not known comes before those that are: what nobody can read must not hide behind a thank-you.
        """
        said = language.partition("-")[0].lower()
        parts = dict.fromkeys(_parts(text[:MOST_READ]))
        found = [one for part in parts if (one := self._of(part, said)) is not None]
        return next((one for one in found if one not in self._known), found[0] if found else None)

    def fits(self, words: str, language: str) -> bool:
        """Whether they are surely in `language`, and in none of the others that are known. A word or two seldom are."""
        said = language.partition("-")[0].lower()
        likely = dict(py3langid.rank(words[:MOST_READ]))
        others = (likely[one] for one in self._known if one != said and one in likely)
        return said in likely and all(likely[said] >= other + SURELY for other in others)

    def _of(self, words: str, said: str) -> str | None:
        likely = dict(py3langid.rank(words))  # the likeliest comes first
        least = next(iter(likely.values())) - PLAINLY
        if said not in likely or likely[said] >= least:
            return None
        known = (one for one in self._known if likely.get(one, least - 1) >= least)
        return next(known, next(iter(likely)))


def _parts(text: str) -> Iterator[str]:
    yield text
    yield from (one for one in sentences(text) if len(one.split()) >= LEAST_WORDS or _is_in_other_letters(one))


def _is_in_other_letters(words: str) -> bool:
    """Which may have no spaces between its words, and is no name or address of a neighbourhood of ours."""
    return sum(one.isalpha() and "LATIN" not in unicodedata.name(one, "LATIN") for one in words) >= LEAST_LETTERS
