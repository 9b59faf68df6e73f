"""What a mail server's answers mean: go on, not now, or never."""

import smtplib

from services.notify.ports.channels import Deferred, OutcomeUnknown
from shared.errors import Undeliverable

DEFERRED_SECONDS = 30.0
OK = frozenset({250, 251})
GO_ON = frozenset({354})
CLOSING = 421
PASSING = range(400, 500)
FINAL = range(500, 600)


def expect(wanted: frozenset[int], answer: tuple[int, bytes], *, else_away: bool = False) -> None:
    """Raises: Deferred or Undeliverable for a refusal, an SMTPException for anything else than an answer."""
    code, words = answer
    if code in wanted:
        return
    if else_away or code == CLOSING or code not in {*PASSING, *FINAL}:
        raise smtplib.SMTPResponseException(code, words)
    _refuse(code, words)


def judge(code: int, words: bytes) -> None:
    """What the server said to the whole message. An answer that cannot be read says nothing."""
    if code in OK:
        return
    if code not in {*PASSING, *FINAL}:
        raise OutcomeUnknown("unreadable_answer")
    _refuse(code, words)


def _refuse(code: int, words: bytes) -> None:
    """4xx passes, 5xx does not. The server's own words may hold the address, so that only its numbers are kept."""
    if code in FINAL:
        raise Undeliverable(f"smtp_{code}{_extended(words)}")
    raise Deferred(DEFERRED_SECONDS)


def _extended(words: bytes) -> str:
    """The enhanced status code of RFC 3463, such as `_5_1_1`, where there is one."""
    parts = words.decode(errors="replace").split(" ", 1)[0].split(".")
    return "_" + "_".join(parts) if len(parts) == 3 and all(part.isdecimal() for part in parts) else ""  # noqa: PLR2004
