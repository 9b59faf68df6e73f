"""The words of an HTML mail, as plain text: no markup, no scripts, and not what the program quotes.

By hand, and each sign once: the standard library's parser takes minutes for a small mail that is built to do that.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

LONGEST_HTML = 200_000
_LONGEST_TAG = 2_000
_RAW = frozenset({"script", "style", "title", "textarea"})
"""Their content is no markup."""

_UNSEEN = frozenset({"head", "template", "object", "svg", "noscript", "select"})
_BREAKS = frozenset(
    {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_LEFT_OUT = frozenset(
    {
        *("gmail_quote", "gmail_quote_container", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote"),
        *("gmail_signature", "moz-signature"),
    }
)
_REST_IS_QUOTED = frozenset(
    {"divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "olk_src_body_section"}
)
_TAG = re.compile(r"(/?)([a-z][a-z0-9:-]*)")
_ATTRIBUTE = re.compile(r"""\b(class|id|type|cite)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SPACE = re.compile(r"\s+")
_SMALL = {ord(each): each.lower() for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def words_of_html(html: str) -> str:
    """Never raises: what is no HTML is read as far as it can."""
    page = _Page(html[:LONGEST_HTML], html[:LONGEST_HTML].translate(_SMALL))
    while page.at < len(page.html) and not page.is_over:
        page.go_on()
    return "".join(page.pieces)


@dataclass(slots=True)
class _Page:
    """small: the same in small letters, sign for sign. at: what was read so far.

    left_out: the element that is left out now, and depth: how often it was begun.
    """

    html: str
    small: str = ""
    at: int = 0
    pieces: list[str] = field(default_factory=list)
    left_out: str = ""
    depth: int = 0
    is_over: bool = False

    def go_on(self) -> None:
        """Words up to the next tag, and that tag."""
        opens = self.html.find("<", self.at)
        words = self.html[self.at : opens if opens >= 0 else None]
        self._tell(unescape(_SPACE.sub(" ", words)))
        if opens < 0:
            self.is_over = True
        elif self.html.startswith("<!--", opens):
            self._skip_to("-->", opens + 4)
        elif self.html[opens + 1 : opens + 2] in {"!", "?", "/"} or self.html[opens + 1 : opens + 2].isalpha():
            self._tag(opens + 1)
        else:
            self._tell("<")
            self.at = opens + 1

    def _tag(self, begins: int) -> None:
        if not self._skip_to(">", begins):
            return
        inside = self.small[begins : min(self.at - 1, begins + _LONGEST_TAG)]
        found = _TAG.match(inside)
        if found is None:
            return
        if found[1]:
            self._ends(found[2])
        else:
            self._begins(found[2], inside)

    def _begins(self, name: str, inside: str) -> None:
        if name in _RAW:
            if self._skip_to(f"</{name}", self.at):
                self._skip_to(">", self.at)
            return
        if self.left_out:
            self.depth += name == self.left_out
            return
        given = {each[1]: each[2] or each[3] or each[4] or "" for each in _ATTRIBUTE.finditer(inside)}
        if given.get("id", "").removeprefix("x_") in _REST_IS_QUOTED:
            self.is_over = True
        elif name not in _VOID and (name in _UNSEEN or _is_left_out(name, given)):
            self.left_out, self.depth = name, 1
        elif name == "br":
            self.pieces.append("\n")
        elif name in _BREAKS:
            self._break()

    def _ends(self, name: str) -> None:
        if self.left_out:
            self.depth -= name == self.left_out
            if not self.depth:
                self.left_out = ""
        elif name in _BREAKS:
            self._break()

    def _skip_to(self, ending: str, begins: int) -> bool:
        """Whether there is one; without one the rest is nothing."""
        found = self.small.find(ending, begins)
        self.is_over = self.is_over or found < 0
        self.at = found + len(ending)
        return found >= 0

    def _tell(self, words: str) -> None:
        begins_a_line = not self.pieces or self.pieces[-1].endswith("\n")
        told = words.lstrip(" ") if begins_a_line else words
        if told and not self.left_out:
            self.pieces.append(told)

    def _break(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")


def _is_left_out(name: str, given: Mapping[str, str]) -> bool:
    if name == "blockquote" and (given.get("type") == "cite" or "cite" in given):
        return True
    return bool(_LEFT_OUT & set(given.get("class", "").split()))
