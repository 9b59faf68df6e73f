"""What somebody wrote themselves in a mail: without what they quoted, and without what their program signs with."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from services.notify.domain.quotes import quote_at, sure_quote_at

LONGEST_READ = 60_000
"""Letters of a mail that are looked at: fifteen times what is taken."""

LEFT_OUT = "[…]"
"""Stands for what others are not to read."""

_UNBROKEN = re.compile(r"[^\s<>\"]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|\x0b|\x0c|\u2028|\u2029|\x85")
_SPACES = re.compile("[\u00a0\u2007\u202f\t]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_DEVICE = re.compile(
    r"(?:sent from (?:my |mail for |outlook|yahoo|proton|samsung).{0,80}|"
    r"sendt fra (?:min |mail til |outlook|yahoo|proton|samsung).{0,80}|"
    r"(?:get|hent) outlook (?:for|til) .{0,80}|sent with .{0,20}proton.{0,60})",
    re.IGNORECASE,
)
_TOO_MANY_BREAKS = re.compile(r"\n{3,}")


def own_words(text: str, ours: Collection[str] = ()) -> str:
    """Their own words, trimmed; empty where there are none. ours: addresses of ours, which stand in quotes alone."""
    kept = _kept(text, lambda lines, at: quote_at(lines, at, ours))
    return _trimmed(each for each in kept if not _DEVICE.fullmatch(each.strip().strip("<>*")))


def all_but_quotes(text: str, ours: Collection[str] = ()) -> str:
    """Whatever may be theirs: up to where a mail of ours is surely quoted, all lines that are not marked as quoted.

    A danger that somebody tells of below "--", or below what somebody else wrote them, is one (rule R1).
    """
    return _trimmed(_kept(text, lambda lines, at: sure_quote_at(lines, at, ours)))


def typed_words(text: str) -> str:
    """What somebody typed into a text message, which quotes nothing; trimmed, and without what nobody reads."""
    return _trimmed(_clean(text).split("\n"))


def without_links_to(host: str, text: str) -> str:
    """With `[…]` for them, also where a server wrapped them: the link in our mails is the right to see a report."""
    return _UNBROKEN.sub(lambda found: LEFT_OUT if _leads_to(host.lower(), found[0].lower()) else found[0], text)


def _leads_to(host: str, link: str) -> bool:
    return f"{host}/" in link or f"{host}%2f" in link or f"{host.replace(':', '%3a')}%2f" in link


def _kept(text: str, goes_on_at: Callable[[Sequence[str], int], int | None]) -> Sequence[str]:
    lines = [each.rstrip() for each in _clean(text[:LONGEST_READ]).split("\n")]
    kept: list[str] = []
    at = 0
    while at < len(lines):
        step = goes_on_at(lines, at)
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
