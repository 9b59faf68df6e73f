"""Takes markup out of what people write, so that no word hides in it: a page shows `sui<b>cide</b>` as one word."""

import html
import re
from collections.abc import Callable, Iterator
from functools import partial

from shared.signs.shown import BREAK, shown

LONGEST_READ = 8_000
"""Letters of a text that are read: twice what may be told. What is longer is refused, and must not take long first."""

_AS_DEEP = 3
"""So often what was written stands for something else: `&amp;lt;b&gt;` is `&lt;b>`, and that is a tag."""

_MARKS = re.compile(r"[<&\[\\]")
_TAG = re.compile(r"<(?:[/?]?[a-z]|!)[^<>]*>|\[/?[a-z]{1,12}(?:=[^\[\]]*)?\]", re.IGNORECASE)
_BREAKS = re.compile(rf"{BREAK}[^<>]*>", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_ENTITY = re.compile(
    r"&(?:#0*(?P<tens>[0-9]{1,7})|#x0*(?P<sixteens>[0-9a-f]{1,6})|[a-z][a-z0-9]{1,31});?", re.IGNORECASE
)
_WAYS = (("", "\n"), ("", ""), (" ", " "))
"""What is read instead of a tag, and of one that begins a line."""

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)


def texts_in(text: str) -> Iterator[str]:
    """A text as it was typed and, of its beginning, as a page shows it; each once.

    A tag may join what it stands between, or part it: nobody knows how whoever wrote it saw it. Nor is it known
    whether what begins a comment was meant to, so that signs are read as markup one by one, too.
    """
    yield text
    if _MARKS.search(text):
        meant = _meant(text[:LONGEST_READ]).replace("--!>", "-->")
        yield from (each for each in dict.fromkeys(_shown(meant)) if each != text)


def _shown(meant: str) -> Iterator[str]:
    plain = _CDATA.sub("", meant)
    for instead, instead_of_break in _WAYS:
        yield _untagged(_BREAKS.sub(instead_of_break, plain), instead)
        yield _untagged(shown(meant, instead, instead_of_break), instead)


def _meant(text: str) -> str:
    """The letters that entities, and the escapes of JSON, stand for."""
    return _settled(_letters, text)


def _untagged(text: str, instead: str) -> str:
    return _settled(partial(_TAG.sub, instead), text)


def _settled(step: Callable[[str], str], text: str) -> str:
    for _ in range(_AS_DEEP):
        if (after := step(text)) == text:
            break
        text = after
    return text


def _letters(text: str) -> str:
    return _ESCAPE.sub(_escaped, _ENTITY.sub(_entity, text))


def _entity(found: re.Match[str]) -> str:
    """Noughts before a number are left out: Python refuses to count thousands of them."""
    match found.lastgroup:
        case "tens":
            return html.unescape(f"&#{found['tens']};")
        case "sixteens":
            return html.unescape(f"&#x{found['sixteens']};")
        case _:
            return html.unescape(found[0])


def _escaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
