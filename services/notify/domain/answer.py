"""One text message that came in: taken for an answer, or set aside; once, however often a gateway tells of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from services.notify.domain.sms_answer import Question, Says
from shared.events.notify import AnswerReceived, AnswerSetAside, AnswerState

AnswerEvent = AnswerReceived | AnswerSetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """person_id: whose it is, where it answers a question. says: yes or no. heard_at: its period counts from then."""

    person_id: str = ""
    says: str = ""
    is_heard: bool = False
    heard_at: datetime | None = None


NOT_HEARD = Answer()


def take(answer: Answer, question: Question, says: Says, *, at: datetime) -> tuple[AnswerEvent, ...]:
    """It answers this question. Hearing it twice is hearing it once."""
    if answer.is_heard:
        return ()
    return (
        AnswerReceived(
            person_id=question.person_id,
            case_id=question.case_id,
            invitation_id=question.invitation_id,
            says=says.value,
            heard_at=at,
        ),
    )


def set_aside(answer: Answer, reason: str, *, at: datetime) -> tuple[AnswerEvent, ...]:
    """It answers no question; what follows from it is done."""
    return () if answer.is_heard else (AnswerSetAside(reason=reason, heard_at=at),)


def evolve(_answer: Answer, event: AnswerEvent) -> Answer:
    match event:
        case AnswerReceived():
            return Answer(person_id=event.person_id, says=event.says, is_heard=True, heard_at=event.heard_at)
        case AnswerSetAside():
            return Answer(is_heard=True, heard_at=event.heard_at)
        case _:
            assert_never(event)


def public(answer: Answer) -> AnswerState:
    """What other services may know."""
    return AnswerState(says=answer.says or None)
