"""However markup is made, it is gone through once: what is looked at grows as the text does, and no faster."""

from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.signs.shown import shown

SIGNS = ("<", ">", "=", '"', "'", " ", "a", "/", "!", "?", "--", "[", "]]", "<!--", "-->", "<b c=", "<![CDATA[")
_MOST = 12
"""So often a letter may be looked at: an ending that is not there is looked for once, and there are few kinds."""


class Watched(str):
    """Remembers how many of its letters were looked at."""

    __slots__ = ("looked_at",)

    def __init__(self, _: str) -> None:
        self.looked_at = 0

    def find(self, sub: str, start: SupportsIndex | None = None, end: SupportsIndex | None = None, /) -> int:
        found = super().find(sub, start, end)
        until = len(self) if end is None else int(end)
        self.looked_at += max((found + 1 if found >= 0 else until) - int(start or 0), 0)
        return found

    def startswith(
        self, prefix: str | tuple[str, ...], start: SupportsIndex | None = None, end: SupportsIndex | None = None, /
    ) -> bool:
        self.looked_at += 1
        return super().startswith(prefix, start, end)


def looked_at(text: str) -> int:
    watched = Watched(text)
    shown(watched, "", "\n")
    return watched.looked_at


@pytest.mark.parametrize("end", ["", ">", '"', "-->", "]]>", "?>", '=">'])
@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<b", "<b ", "<b>", "<!--", "<!-- ", "<!-->", "-->", "<!-- -->", "<![CDATA[", "<?", "<!", "</", "</ "),
        *("<b =", '<b ="', "<b ='", '<b =">', "<b = ' > ", '="', "=", "= ", "<x ", '<x <y ="1" ="', "<a b=c ", '"'),
        *("<!--<![CDATA[<?<b =\"='", "--!>", "<!-- >", "<?x>", "<![CDATA[>", "<b ='>", "<b ='\">", "<b =\"'>"),
    ],
)
def test_no_markup_is_looked_at_more_often_in_a_longer_text(piece: str, end: str) -> None:
    for times in (50, 500, 5_000):
        text = f"{piece * times}{end}"
        assert looked_at(text) <= _MOST * len(text) + _MOST


@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6), st.lists(st.sampled_from(SIGNS), max_size=6))
def test_nor_is_any_other(pieces: list[str], ends: list[str]) -> None:
    for times in (100, 2_000):
        text = "".join((*pieces * times, *ends))
        assert looked_at(text) <= _MOST * len(text) + _MOST


def test_whoever_looks_is_watched() -> None:
    watched = Watched("fi<b>re")
    assert shown(watched, "", "\n") == "fire"
    assert watched.looked_at >= len(watched)


@pytest.mark.parametrize(
    "text, seen",
    [
        ("a<!-- 1>2 -->b", "ab"),
        ("a<!-->b", "ab"),
        ("a<!--->b", "ab"),
        ("a<!x='>'>b", "a'>b"),
        ("a<!-- 1>2", "a2"),
        ("a<!x>b", "ab"),
        ("a<?x 1>2 ?>b", "ab"),
        ("a<?x>b", "ab"),
        ("a<![CDATA[1>2]]>b", "ab"),
        ("a</>b", "ab"),
        ("a</ 1>b", "ab"),
        ("a<b c='>' d=\"'>\" e= '>' f=g>b", "ab"),
        ("a<b it's>b", "ab"),
        ("a<b c='>b", "ab"),
        ("a<b c='>b<i>d'", "abd'"),
        ("a<b c='>' d=\">b<i>d", "abd"),
        ("a<br>b<P CLASS='>'>c</p>d", "a\nb\nc\nd"),
        ("a<bring>b", "ab"),
        ("a < b, c <3 d> <", "a < b, c <3 d> <"),
        ("a<b", "a<b"),
        ("", ""),
    ],
)
def test_what_a_page_shows_of_it(text: str, seen: str) -> None:
    assert shown(text, "", "\n") == seen
