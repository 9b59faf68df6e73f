"""Where a mail quotes another, and where only its program's words follow.

The forms of quoting are those of Outlook, Gmail, Apple Mail and Thunderbird, in English and Danish.
"""

import re
from collections.abc import Collection, Sequence

_VERBS = frozenset({"wrote", "skrev"})
_OPENINGS = ("on ", "den ", "d. ")
_WORDS, _NUMBERS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_RULES = re.compile(
    r"[-_\s]*(?:original message|oprindelig meddelelse|oprindelig besked|forwarded message|videresendt meddelelse|"
    r"videresendt besked|begin forwarded message:?|start på videresendt besked:?|videresendt besked:?)[-_\s:]*",
    re.IGNORECASE,
)
_LINE_OF_OUTLOOK = re.compile(r"_{20,}")
_HEADER = re.compile(
    r"\**(from|fra|sent|sendt|date|dato|to|til|cc|subject|emne|reply-to|svar til)\s?\**:\**(?:\s|$).*", re.IGNORECASE
)
_NAME = r"[^\W\d_](?:[^\W\d_]|['\u2019./-]){0,29}"
_ANY_HEADER = re.compile(rf"\**{_NAME}(?: {_NAME}){{0,2}}\s?\**(?:\uff1a|:\**(?:\s|$))")
"""Up to three words and a colon."""

_FIRST_HEADERS = frozenset({"from", "fra"})
_SIGNATURE = re.compile(r"--\s?|\u2014\u2014?")
_ADDRESS = re.compile(r"[^\s@]+@\S+")
_LONGEST_ATTRIBUTION = 4
"""Lines; programs wrap them as they like."""

_LETTERS_OF_ATTRIBUTION = 400
_LEAST_NUMBERS = 3
"""A day and a time: "On 5 May you wrote:" may be their own words."""

_HEADERS_WITHIN = 6
_LEAST_HEADERS = 3


def quote_at(lines: Sequence[str], at: int, ours: Collection[str]) -> int | None:
    """Where it goes on after a quote that begins here; the same where none does; None if all the rest is quoted.

    Without an address of ours "he wrote on 5.5. at 10:30:" may be what they tell, unless what follows is marked.
    """
    after = sure_quote_at(lines, at, ours)
    if after != at or not lines[at].strip():
        return after
    if _ends_it(lines, at):
        return None
    length = _attribution(lines, at, ours)
    return at + length if length and _is_marked(lines, at + length) else at


def sure_quote_at(lines: Sequence[str], at: int, ours: Collection[str]) -> int | None:
    """The same for lines that are marked, and for what an address of ours stands above."""
    line = lines[at].strip()
    if line.startswith((">", "|>")):
        return at + 1
    if _is_header_of_ours(lines, at, ours):
        return None
    length = _attribution(lines, at, ours)
    if not length or not _says_that_we_wrote(" ".join(lines[at : at + length]), ours):
        return at
    return at + length if _is_marked(lines, at + length) else None


def _holds(line: str, ours: Collection[str]) -> bool:
    return any(each in line.lower() for each in ours)


def _is_header_of_ours(lines: Sequence[str], at: int, ours: Collection[str]) -> bool:
    """Whether an address of ours stands here in a block of headers, in whatever language."""
    if not _holds(lines[at], ours):
        return False
    above = [each for each in lines[max(0, at - _HEADERS_WITHIN) : at] if each.strip()]
    below = [each for each in lines[at + 1 : at + _HEADERS_WITHIN] if each.strip()]
    is_header = any(_ANY_HEADER.match(each.strip()) for each in (lines[at], *above[-1:]))
    found = [each for each in (*above, lines[at], *below) if _ANY_HEADER.match(each.strip())]
    return is_header and len(found) >= _LEAST_HEADERS


def _ends_it(lines: Sequence[str], at: int) -> bool:
    line = lines[at].strip()
    return bool(
        _SIGNATURE.fullmatch(line)
        or _RULES.fullmatch(line)
        or (_LINE_OF_OUTLOOK.fullmatch(line) and _are_headers(lines, at + 1))
        or _are_headers(lines, at)
    )


def _are_headers(lines: Sequence[str], at: int) -> bool:
    """A block as Outlook copies it on top of what it quotes: from, sent, to."""
    block = [each.strip() for each in lines[at : at + _HEADERS_WITHIN + 2] if each.strip()][:_HEADERS_WITHIN]
    found = [match[1].lower() for each in block if (match := _HEADER.fullmatch(each))]
    first = _HEADER.fullmatch(block[0]) if block else None
    return first is not None and first[1].lower() in _FIRST_HEADERS and len(set(found)) >= _LEAST_HEADERS


def _attribution(lines: Sequence[str], at: int, ours: Collection[str]) -> int:
    """How many lines say who wrote what follows; 0 for none."""
    if not _may_begin(lines[at].strip().lower()):
        return 0
    for length in range(1, _LONGEST_ATTRIBUTION + 1):
        block = [each.strip() for each in lines[at : at + length]]
        joined = " ".join(block)
        if not all(block) or len(joined) > _LETTERS_OF_ATTRIBUTION:
            return 0
        if joined.endswith(":") and _says_who_wrote(joined.lower(), ours):
            return length
    return 0


def _may_begin(line: str) -> bool:
    return line.startswith(_OPENINGS) or "wrote" in line or "skrev" in line or "<" in line or "@" in line


def _says_who_wrote(line: str, ours: Collection[str]) -> bool:
    """In English and Danish by its verb; with an address of ours in any language."""
    if _says_that_we_wrote(line, ours):
        return True
    has_verb = bool(_VERBS & set(_WORDS.findall(line)))
    return has_verb and (("<" in line and "@" in line) or len(_NUMBERS.findall(line)) >= _LEAST_NUMBERS)


def _says_that_we_wrote(line: str, ours: Collection[str]) -> bool:
    """Programs put the address in brackets, or a day and a time beside it; people who tell of us do neither."""
    return _holds(line, ours) and ("<" in line or len(_NUMBERS.findall(_ADDRESS.sub("", line))) >= _LEAST_NUMBERS)


def _is_marked(lines: Sequence[str], at: int) -> bool:
    """Whether what is quoted begins each line with a sign, so that one can write below it."""
    following = next((each.strip() for each in lines[at:] if each.strip()), "")
    return following.startswith(">")
