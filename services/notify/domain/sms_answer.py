"""What somebody answers by text message: a yes or no to a question with a number, stop, start, or something else."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from unicodedata import normalize

from services.notify.domain.delivery import Delivery

_PIECES = re.compile(r"[^\W\d_]+|\d+")
_POLITE = frozenset({"tak", "thanks", "thank", "you", "please", "gerne", "ok", "hej", "hi"})
_FIRST, _NUMBERS = 1000, 9000


class Says(StrEnum):
    """What it comes to."""

    YES = "yes"
    NO = "no"
    STOP = "stop"
    START = "start"
    SOMETHING_ELSE = "something_else"


_WORDS = {
    **dict.fromkeys(("ja", "yes", "j", "y"), Says.YES),
    **dict.fromkeys(("nej", "no", "n"), Says.NO),
}
_ALONE = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "afmeld", "stopp"), Says.STOP),
    **dict.fromkeys(("start", "unstop"), Says.START),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """number: of the question, where they named one."""

    says: Says
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An invitation that went out by SMS. number: what the message calls it."""

    number: str
    person_id: str
    case_id: str
    invitation_id: str
    is_open: bool


class Unclear(StrEnum):
    """Why an answer cannot be taken; each is a message of its own."""

    NOT_UNDERSTOOD = "sms_not_understood"
    WHICH = "sms_which"
    TOO_LATE = "sms_too_late"


def read_answer(text: str) -> Said:
    """Only what leaves no doubt: a yes with conditions is read by nobody, and must not count as one."""
    pieces = [each for each in _PIECES.findall(normalize("NFKC", text).casefold()) if each not in _POLITE]
    words = [each for each in pieces if not each.isdecimal()]
    numbers = [each for each in pieces if each.isdecimal()]
    if len(words) != 1 or len(numbers) > 1:
        return Said(says=Says.SOMETHING_ELSE)
    if words[0] in _ALONE:
        return Said(says=_ALONE[words[0]])
    says = _WORDS.get(words[0], Says.SOMETHING_ELSE)
    return Said(says=says, number=numbers[0] if numbers and says is not Says.SOMETHING_ELSE else None)


def number_of(delivery_id: str) -> str:
    """Four digits that a message names its question by. Only from its own phone it means anything."""
    digest = hashlib.sha256(f"question:{delivery_id}".encode()).digest()
    return str(_FIRST + int.from_bytes(digest[:8]) % _NUMBERS)


def question_of(asked: Delivery, *, at: datetime) -> Question:
    """asked: an invitation to a helper."""
    return Question(
        number=number_of(asked.id),
        person_id=asked.to.person_id or "",
        case_id=asked.case_id or "",
        invitation_id=str(asked.facts["invitation_id"]),
        is_open=asked.expires_at is None or at < asked.expires_at,
    )


def which(said: Said, asked: Sequence[Question]) -> Question | Unclear:
    """The question that a yes or no is for. asked: those of this phone's owner, none of them for a stranger."""
    meant = [each for each in asked if said.number in {None, each.number}]
    still_open = [each for each in meant if each.is_open]
    if len(still_open) == 1:
        return still_open[0]
    if still_open:
        return Unclear.WHICH
    return Unclear.TOO_LATE if meant else Unclear.NOT_UNDERSTOOD
