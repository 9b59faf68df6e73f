"""Tells when words are plainly not in the language that they are said to be in."""

import unicodedata
from collections.abc import Iterable, Iterator

import py3langid

from shared.signs.spelling import sentences
from shared.signs.telling_words import without_codes, without_names

PLAINLY = 12.0
"""By how much more likely (natural logarithm) another language is. Short or mixed English and Danish stays below 10."""

PLAINLY_WITHOUT_NAMES = 9.0
PLAINLY_AMONG_NAMES = 30.0
"""Where names may make the difference, what is left without them must say the same; where hardly a word is left ("Best,
Väinö"), the whole must be far likelier. Measured on generated texts: see the test of the language of short texts."""

LEAST_WITHOUT_NAMES = 2
MOST_NAMES = 3
"""Nobody writes more names in a row with nothing else but a word before: Those Are Words."""

NO_LANGUAGE = "zxx"
SURELY = 4.0
"""By how much more likely than the other known languages words must be to count as the one they are said to be in."""

LEAST_WORDS = 3
"""A sentence of fewer, among others, may be a name or an address."""

LEAST_LETTERS = 2
MOST_READ = 4000
END_SIGNS = " .!?"
"""Nothing hangs on those at the very end: a text of one sentence is asked about once."""


def read_model() -> None:
    """Now, and not with the first question. It is never written to: processes that are forked later share it."""
    py3langid.rank("")


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
        parts = dict.fromkeys(without_codes(part).rstrip(END_SIGNS) for part in _parts(text[:MOST_READ]))
        found = [one for part in parts if (one := self._plainly(part, said)) is not None]
        return next((one for one in found if one not in self._known), found[0] if found else None)

    def fits(self, words: str, language: str) -> bool:
        """Whether they are surely in `language`, and in none of the others that are known. A word or two seldom are."""
        said = language.partition("-")[0].lower()
        likely = dict(py3langid.rank(words[:MOST_READ]))
        others = (likely[one] for one in self._known if one != said and one in likely)
        return said in likely and all(likely[said] >= other + SURELY for other in others)

    def _plainly(self, words: str, said: str) -> str | None:
        """Names are no reason: they come from everywhere."""
        found, rest = self._of(words, said, PLAINLY), without_names(words)
        if found is None or rest == words or words.isupper():
            return found
        if len(rest.split()) >= LEAST_WITHOUT_NAMES:
            return found if self._of(rest, said, PLAINLY_WITHOUT_NAMES) else None
        return found if len(words.split()) > MOST_NAMES else self._of(words, said, PLAINLY_AMONG_NAMES)

    def _of(self, words: str, said: str, plainly: float) -> str | None:
        likely = dict(py3langid.rank(words))  # the likeliest comes first
        likely.pop(NO_LANGUAGE, None)
        least = next(iter(likely.values())) - plainly
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
