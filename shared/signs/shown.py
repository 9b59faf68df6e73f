"""What a page shows of words with markup in them, as browsers read it: a `>` in a comment or in quotes ends no tag.

By hand: a pattern that knows comments and quotes takes minutes for a short text that is built to do that.
"""

import re

_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z]", re.IGNORECASE)
BREAK = (
    r"</?(?:address|article|aside|blockquote|br|center|d[dlt]|div|fieldset|fig\w+|footer|form|h[1-6r]|header|li|main|nav"
    r"|[ou]l|option|p|pre|section|t(?:able|body|foot|head|[dhr]))\b"
)
"""How a tag begins that begins a line."""

_BREAK = re.compile(BREAK, re.IGNORECASE)
_QUOTES = ('"', "'")
_SPACES = (" ", "\t", "\r", "\n", "\f")
_ENDINGS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
"""What may hold any `>`; where its own ending is missing, the first `>` ends it."""


def shown(text: str, instead: str, instead_of_break: str) -> str:
    """Never raises, and looks at each letter a few times at most: what has no end is left as it was written."""
    page = _Page(text)
    while page.go_on():
        page.pieces.append(instead_of_break if _BREAK.match(page.markup) else instead)
    return "".join(page.pieces)


class _Page:
    """markup: what was found last. pieces: what is shown of what is before it."""

    def __init__(self, text: str) -> None:
        self.pieces: list[str] = []
        self.markup = ""
        self._text = text
        self._at = 0
        self._none_from: dict[str, int] = {}

    def go_on(self) -> bool:
        """Up to behind the next markup; False at the end."""
        opens = self._opening(self._at)
        closes = self._behind_markup(opens) if opens >= 0 else 0
        self.pieces.append(self._text[self._at : opens if closes else None])
        self.markup, self._at = self._text[opens:closes], closes
        return bool(closes)

    def _opening(self, at: int) -> int:
        """Where `<` begins markup; below 0 where it nowhere does."""
        opens = self._text.find("<", at)
        while opens >= 0 and not _MARKUP.match(self._text, opens):
            opens = self._text.find("<", opens + 1)
        return opens

    def _behind_markup(self, opens: int) -> int:
        if self._text.startswith(("<!-->", "<!--->"), opens):
            return self._behind(">", opens)
        for begun, ending in _ENDINGS:
            if self._text.startswith(begun, opens) and (closes := self._behind(ending, opens + len(begun))):
                return closes
        closes = self._behind(">", opens)
        return self._behind_tag(opens, closes) if _TAG.match(self._text, opens) else closes

    def _behind_tag(self, at: int, closes: int) -> int:
        """Behind the first `>` that stands in no quotes. closes: behind the very first, else meant."""
        while (given := self._quoted(at, closes)) and (at := self._behind(self._text[given], given + 1)):
            if at > closes:
                later = self._behind(">", at)
                if not later:
                    break
                closes = later
        return closes

    def _quoted(self, at: int, until: int) -> int:
        """Where the next value in quotes begins; 0 where none does."""
        while (at := self._text.find("=", at, until) + 1) > 0:
            while self._text.startswith(_SPACES, at):
                at += 1
            if self._text.startswith(_QUOTES, at):
                return at
        return 0

    def _behind(self, ending: str, at: int) -> int:
        """0 where there is none; where it was looked for in vain nobody looks again."""
        none_from = self._none_from.get(ending, len(self._text))
        found = self._text.find(ending, at, none_from + len(ending) - 1)
        if found < 0:
            self._none_from[ending] = min(at, none_from)
        return found + len(ending) if found >= 0 else 0
