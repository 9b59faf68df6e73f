"""Whether an answer is one that its question takes."""

import math
import re
from datetime import datetime

from services.intake.domain.catalogue import AnswerKind, Category, Question
from services.intake.domain.wrong import Wrong, wrong_words

LONGEST_ANSWER = 1000
SEPARATOR = ","  # Between several choices of one question.
_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")


def wrong_answer(code: str, answer: str, category: Category | None) -> Wrong | None:
    """To an unknown category anything may be answered, as long as it has a name and can be read."""
    question = category.questions.get(code) if category else None
    if question is None and (category or not _CODE.fullmatch(code)):
        return Wrong.UNKNOWN
    return wrong_words(answer, LONGEST_ANSWER) or (_unfit(question, answer) if question else None)


def _unfit(question: Question, answer: str) -> Wrong | None:
    match question.kind:
        case AnswerKind.NUMBER:
            return None if _is_number(answer) else Wrong.NOT_A_NUMBER
        case AnswerKind.DATETIME:
            return None if _is_time(answer) else Wrong.NOT_A_TIME
        case AnswerKind.ONE_OF:
            return None if answer in question.choices else Wrong.UNKNOWN
        case AnswerKind.SOME_OF:
            return None if set(answer.split(SEPARATOR)) <= question.choices.keys() else Wrong.UNKNOWN
        case AnswerKind.STRING | AnswerKind.TEXT:
            return None


def _is_number(answer: str) -> bool:
    try:
        return math.isfinite(float(answer))
    except ValueError:
        return False


def _is_time(answer: str) -> bool:
    try:
        datetime.fromisoformat(answer)
    except ValueError:
        return False
    return True
