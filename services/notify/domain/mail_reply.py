"""One mail that somebody wrote in answer to ours: taken for the case, or set aside; once, however often it comes."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.matter import Matter
from shared.events.notify_replies import PhotoReceived, ReplyReceived, ReplySetAside, ReplyState
from shared.events.triage import ReportStatus

ANSWERABLE_FOR = timedelta(days=60)
"""After it was planned; as long as the links in its foot lead somewhere."""

LONGEST_REPLY = 4000
"""As on the pages."""

REPLIES_A_DAY = 20
"""So many mails of one person about all their cases are read in a day; then something else is wrong."""

ASKED_AFTER = "asked_after"
"""To a helper who left because it was not safe: what they answer is read, whatever became of the case (rule R8)."""

OF_THE_TASK = frozenset({"accepted", "overdue", "message", "reporter_wrote"})
"""The messages to a helper that are about what they said yes to."""

CLOSED_UNCONFIRMED = "closed_unconfirmed"
ASKS_WHETHER_FIXED = frozenset({"resolved", CLOSED_UNCONFIRMED})
"""The messages to a reporter that a bare no says something to: it is not fixed."""

ReplyEvent = ReplyReceived | PhotoReceived | ReplySetAside


class Outcome(StrEnum):
    """What became of a mail. From `foreign` on it is said to whoever got our mail, before that to nobody.

    `expired` is said to them where they wrote themselves, from an address of theirs.
    """

    TAKEN = "taken"
    REPEATED = "repeated"
    AUTOMATIC = "automatic"
    FORGED = "forged"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    ENDED = "ended"
    STRANGE = "strange"
    FOREIGN = "foreign"
    OVER = "over"
    NOT_YOURS = "not_yours"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    FILES_ALONE = "files_alone"
    TOO_MANY = "too_many"


ONCE_A_DAY = frozenset({Outcome.EXPIRED, Outcome.FOREIGN, Outcome.EMPTY, Outcome.TOO_MANY})
"""Of these a machine could send any number."""

FILES_A_DAY = 5
"""So many mails of files alone are each answered in a day, for whoever sends a photo tries again; then one more is."""

REPLY_TAKEN, REPLY_NOT_TAKEN = "reply_taken", "reply_not_taken"
"""The messages that answer an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """person_id: the helper's, where a helper's was taken. heard_at: its period counts from then."""

    person_id: str = ""
    is_heard: bool = False
    heard_at: datetime | None = None


NOT_HEARD = Reply()


def take(reply: Reply, received: Sequence[ReplyReceived | PhotoReceived]) -> tuple[ReplyEvent, ...]:
    """Its words and its pictures go to the case. Hearing it twice is hearing it once."""
    return () if reply.is_heard else tuple(received)


def set_aside(reply: Reply, outcome: Outcome) -> tuple[ReplyEvent, ...]:
    """It goes nowhere; what follows from it is done."""
    return () if reply.is_heard else (ReplySetAside(reason=outcome.value),)


def heard(event: ReplyEvent, *, at: datetime) -> ReplyEvent:
    """The same with the instant at which it was heard, unless it names one."""
    return event if event.heard_at else replace(event, heard_at=at)


def evolve(reply: Reply, event: ReplyEvent) -> Reply:
    match event:
        case ReplyReceived():
            return Reply(person_id=event.person_id or "", is_heard=True, heard_at=event.heard_at)
        case PhotoReceived():
            return replace(reply, is_heard=True, heard_at=event.heard_at)
        case ReplySetAside():
            return Reply(is_heard=True, heard_at=event.heard_at)
        case _:
            assert_never(event)


def public(_reply: Reply) -> ReplyState:
    """What other services may know."""
    return ReplyState()


def asked_as(delivery_id: str) -> str:
    """What a mail is called in the address at which it is answered: 16 bytes in hexadecimal, which say nothing else."""
    return hashlib.sha256(f"reply:{delivery_id}".encode()).hexdigest()[:32]


def is_answerable(delivery: Delivery) -> bool:
    """Whether somebody would read an answer to it: a reporter's about their report, a helper's about their task.

    Whoever works here answers at the desk: a mail alone gives nobody their rights (ADR 0019).
    """
    if delivery.report_id is None:
        return False
    if delivery.audience is Audience.HELPER:
        return delivery.message in OF_THE_TASK or delivery.message == ASKED_AFTER
    return delivery.audience is Audience.REPORTER


def newest_of_each(told: Iterable[Delivery]) -> Iterator[Delivery]:
    """Of what somebody reads answers to, one message about each report to each audience. told: the newest first."""
    known: set[tuple[str | None, Audience]] = set()
    for each in told:
        about = (each.report_id, each.audience)
        if is_answerable(each) and about not in known:
            known.add(about)
            yield each


def asks_whether_fixed(asked: Delivery, matter: Matter) -> bool:
    """asked: the newest that its reporter got about it. What was taken back is asked about no more.

    What is over is, only where it was closed because nobody had answered: any other end has its answer.
    """
    if asked.audience is not Audience.REPORTER or matter.is_withdrawn:
        return False
    if matter.is_over:
        return asked.message == CLOSED_UNCONFIRMED
    is_done = matter.case is not None and matter.case.report_status == ReportStatus.DONE_UNCONFIRMED
    return is_done or asked.message in ASKS_WHETHER_FIXED


def who_reads(asked: Delivery, matter: Matter, *, has_signs: bool) -> Outcome:
    """TAKEN, or why nobody would read what is answered to this mail now.

    What is over is opened again by a new sign in the reporter's words; intake knows which are new (rules R1, R2).
    """
    if asked.message == ASKED_AFTER:
        return Outcome.TAKEN
    if asked.audience is Audience.HELPER:
        is_on_it = matter.case is not None and asked.to.person_id in matter.case.helpers
        return Outcome.TAKEN if is_on_it and not matter.is_over else Outcome.NOT_YOURS
    if matter.is_withdrawn or (matter.is_over and not has_signs):
        return Outcome.OVER
    return Outcome.TAKEN
