"""Puts together words that are spelled out letter by letter: `h e l p`, `h.e.l.p`, `h 🔥 e 🔥 l 🔥 p`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

_ONE = r"[^\W_]"
_RUN = re.compile(rf"(?<!{_ONE}){_ONE}(?:[\W_]+{_ONE}(?!{_ONE})){{2,}}")  # Three single letters in a row, and more.
_LETTER = re.compile(_ONE)
_LEAST = 4
"""Letters of which the first or the last may be a word of its own: `a f i r e`."""


def put_together(plain: str) -> Iterator[str]:
    """A text with its single letters in words, in each way they may be meant; the same way may be given twice."""
    if _RUN.search(plain):
        yield from (_RUN.sub(way, plain) for way in _WAYS)


def _as_one(run: re.Match[str]) -> str:
    return "".join(_LETTER.findall(run[0]))


def _by_gaps(run: re.Match[str]) -> str:
    """What stands between most of its letters joins them, and anything else parts words: `f i r e  h e r e`."""
    letters, gaps = _LETTER.findall(run[0]), _LETTER.split(run[0])[1:-1]
    usual, _ = Counter(gaps).most_common(1)[0]
    between = ("" if gap == usual else " " for gap in gaps)
    return "".join((letters[0], *(f"{gap}{letter}" for gap, letter in zip(between, letters[1:], strict=True))))


def _at_the_edges(run: re.Match[str]) -> str:
    """Each of those words without its first letter, and without its last one."""
    return " ".join(map(_both_ways, _by_gaps(run).split()))


def _both_ways(word: str) -> str:
    return word if len(word) < _LEAST else f"{word[0]} {word[1:]} {word[:-1]} {word[-1]}"


_WAYS: tuple[Callable[[re.Match[str]], str], ...] = (_as_one, _by_gaps, _at_the_edges)
