"""What somebody wrote themselves in a mail: without what they quoted, and without what their program signs with.

The forms of quoting are those of Outlook, Gmail, Apple Mail and Thunderbird, in English and Danish.
"""

import re
from collections.abc import Collection, Sequence

LONGEST_READ = 60_000
"""Letters of a mail that are looked at: fifteen times what is taken."""

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
_FIRST_HEADERS = frozenset({"from", "fra"})
_DEVICE = re.compile(
    r"(?:sent from (?:my |mail for |outlook|yahoo|proton|samsung).{0,80}|"
    r"sendt fra (?:min |mail til |outlook|yahoo|proton|samsung).{0,80}|"
    r"(?:get|hent) outlook (?:for|til) .{0,80}|sent with .{0,20}proton.{0,60})",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s?|\u2014\u2014?")
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
    lines = [each.rstrip() for each in _clean(text[:LONGEST_READ]).split("\n")]
    kept: list[str] = []
    at = 0
    while at < len(lines):
        step = _quote_at(lines, at, ours)
        if step is None:
            break
        if step == at:
            kept.append(lines[at])
        at = max(step, at + 1)
    told = "\n".join(each for each in kept if not _DEVICE.fullmatch(each.strip().strip("<>*")))
    return _TOO_MANY_BREAKS.sub("\n\n", told).strip()


def _clean(text: str) -> str:
    """Without what nobody reads; forms refuse those signs, but nobody typed these."""
    broken = _BREAKS.sub("\n", text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", _UNPRINTABLE.sub("", broken)))


def _quote_at(lines: Sequence[str], at: int, ours: Collection[str]) -> int | None:
    """Where it goes on after a quote that begins here; the same where none does; None if all the rest is quoted."""
    line = lines[at].strip()
    if line.startswith((">", "|>")):
        return at + 1
    if not line:
        return at
    if _ends_it(lines, at):
        return None
    length = _attribution(lines, at, ours)
    if not length:
        return at
    return at + length if _is_marked(lines, at + length) else None


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
    """An address of ours stands there for no other reason, whatever the language."""
    if any(each in line for each in ours):
        return True
    has_verb = bool(_VERBS & set(_WORDS.findall(line)))
    return has_verb and (("<" in line and "@" in line) or len(_NUMBERS.findall(line)) >= _LEAST_NUMBERS)


def _is_marked(lines: Sequence[str], at: int) -> bool:
    """Whether what is quoted begins each line with a sign, so that one can write below it."""
    following = next((each.strip() for each in lines[at:] if each.strip()), "")
    return following.startswith(">")
