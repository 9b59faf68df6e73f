"""Tells what of an address reads like a sentence: somebody may call for help in any field."""

import re
from collections.abc import Iterator, Sequence

from shared.signs.spelling import sentences
from shared.signs.telling_words import is_capitalised

_PARTS = re.compile(r"[,;()،、，（）]")  # noqa: RUF001 -- commas and brackets of other scripts
LEAST_SMALL = 3
LEAST_SMALL_BESIDE_A_NUMBER = 5
"""Words that begin small. Streets begin with a capital wherever there are any, and bear a number where people do not
take the trouble: "alvar aallon katu 3", "1234 camino de la costa"."""

LEAST_SIGNS = 5
"""Of a script that neither parts its words nor knows capitals; the name of a city has fewer."""


def sentences_in(address: str) -> Sequence[str]:
    """Those parts of it that no street, number, door or city looks like; most addresses have none."""
    return [part for part in _parts(address) if _is_sentence(part)]


def _parts(address: str) -> Iterator[str]:
    for line in sentences(address):
        yield from (stripped for part in _PARTS.split(line) if (stripped := part.strip()))


def _is_sentence(part: str) -> bool:
    words = [word for word in part.split() if any(map(str.isalpha, word)) and not any(map(str.isdigit, word))]
    small = [word for word in words if len(word) > 1 and not is_capitalised(word)]
    if any(map(str.isdigit, part)):
        return len(small) >= LEAST_SMALL_BESIDE_A_NUMBER
    begins_only = len(words) == len(small) + 1 and is_capitalised(words[0])
    return len(small) + begins_only >= LEAST_SMALL or sum(map(_has_no_case, part)) >= LEAST_SIGNS


def _has_no_case(letter: str) -> bool:
    return letter.isalpha() and not letter.islower() and not letter.isupper()
