"""What somebody wrote themselves in a mail: without what they quoted, and without what their program signs with.

The forms of quoting are those of Outlook, Gmail, Apple Mail and Thunderbird, in English and Danish.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

LONGEST_READ = 60_000
"""Letters of a mail that are looked at: fifteen times what is taken."""

LEFT_OUT = "[…]"
"""Stands for what others are not to read."""

_UNBROKEN = re.compile(r"[^\s<>\"]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|\x0b|\x0c|\u2028|\u2029|\x85")
_SPACES = re.compile("[\u00a0\u2007\u202f\t]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
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
_DEVICE = re.compile(
    r"(?:sent from (?:my |mail for |outlook|yahoo|proton|samsung).{0,80}|"
    r"sendt fra (?:min |mail til |outlook|yahoo|proton|samsung).{0,80}|"
    r"(?:get|hent) outlook (?:for|til) .{0,80}|sent with .{0,20}proton.{0,60})",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s?|\u2014\u2014?")
_ADDRESS = re.compile(r"[^\s@]+@\S+")
_LONGEST_ATTRIBUTION = 4
"""Lines; programs wrap them as they like."""

_LETTERS_OF_ATTRIBUTION = 400
_LEAST_NUMBERS = 3
"""A day and a time: "On 5 May you wrote:" may be their own words."""

_HEADERS_WITHIN = 6
_LEAST_HEADERS = 3
_TOO_MANY_BREAKS = re.compile(r"\n{3,}")


def own_words(text: str, ours: Collection[str] = ()) -> str:
    """Their own words, trimmed; empty where there are none. ours: addresses of ours, which stand in quotes alone."""
    kept = _kept(text, lambda lines, at: _quote_at(lines, at, ours))
    return _trimmed(each for each in kept if not _DEVICE.fullmatch(each.strip().strip("<>*")))


def all_but_quotes(text: str, ours: Collection[str] = ()) -> str:
    """Whatever may be theirs: up to where a mail of ours is surely quoted, all lines that are not marked as quoted.

    A danger that somebody tells of below "--", or below what somebody else wrote them, is one (rule R1).
    """
    return _trimmed(_kept(text, lambda lines, at: _sure_quote_at(lines, at, ours)))


def typed_words(text: str) -> str:
    """What somebody typed into a text message, which quotes nothing; trimmed, and without what nobody reads."""
    return _trimmed(_clean(text).split("\n"))


def without_links_to(host: str, text: str) -> str:
    """With `[…]` for them, also where a server wrapped them: the link in our mails is the right to see a report."""
    return _UNBROKEN.sub(lambda found: LEFT_OUT if _leads_to(host.lower(), found[0].lower()) else found[0], text)


def _leads_to(host: str, link: str) -> bool:
    return f"{host}/" in link or f"{host}%2f" in link or f"{host.replace(':', '%3a')}%2f" in link


def _kept(text: str, quote_at: Callable[[Sequence[str], int], int | None]) -> Sequence[str]:
    lines = [each.rstrip() for each in _clean(text[:LONGEST_READ]).split("\n")]
    kept: list[str] = []
    at = 0
    while at < len(lines):
        step = quote_at(lines, at)
        if step is None:
            break
        if step == at:
            kept.append(lines[at])
        at = max(step, at + 1)
    return kept


def _trimmed(lines: Iterable[str]) -> str:
    return _TOO_MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def _clean(text: str) -> str:
    """Without what nobody reads; forms refuse those signs, but nobody typed these."""
    broken = _BREAKS.sub("\n", text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", _UNPRINTABLE.sub("", broken)))


def _quote_at(lines: Sequence[str], at: int, ours: Collection[str]) -> int | None:
    """Where it goes on after a quote that begins here; the same where none does; None if all the rest is quoted.

    Without an address of ours "he wrote on 5.5. at 10:30:" may be what they tell, unless what follows is marked.
    """
    after = _sure_quote_at(lines, at, ours)
    if after != at or not lines[at].strip():
        return after
    if _ends_it(lines, at):
        return None
    length = _attribution(lines, at, ours)
    return at + length if length and _is_marked(lines, at + length) else at


def _sure_quote_at(lines: Sequence[str], at: int, ours: Collection[str]) -> int | None:
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
