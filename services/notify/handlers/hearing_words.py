"""Take what somebody wrote by text message to the case that we texted them about; a step of hearing it.

A text message names none that it answers. It is about the newest that went to that phone and that somebody still
reads answers to; what is protected goes before what is not, for anybody can tell of something with anybody's number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.notify.domain import mail_reply
from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.holding import TOLD_BEFORE
from services.notify.domain.mail_reply import REPLIES_A_DAY, Outcome, is_answerable
from services.notify.domain.own_words import typed_words
from services.notify.domain.sending import Allowance
from services.notify.domain.somebody import Person
from services.notify.handlers.answering_reply import AnsweringDesk, Correspondent, correspondent_of
from services.notify.handlers.passing_on import as_others_read_them, passed_on
from services.notify.ports.messages import DayPlaces
from services.notify.ports.replies import Replies
from services.notify.ports.texts import Texted
from shared.events.notify_replies import ReplyReceived
from shared.repository import Found
from shared.signs.signs import Signs

BY = "sms"
ANSWERED_WITHIN = TOLD_BEFORE
"""No provider gives a number on sooner: until then whoever writes from it is whom we wrote to."""

MOST_LOOKED_AT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """id: of the message that they came in. owner: whose number it is known to be, if anybody's."""

    id: str
    contact_id: str
    text: str
    owner: Found[Person] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsDesk:
    """The ports of taking words on. notice: signs in words, by their language. day_of: in the pack's zone.

    without_links: the same without links to us, for the one in our messages is the right to see a report.
    """

    texted: Texted
    replies: Replies
    places: DayPlaces
    answering: AnsweringDesk
    notice: Callable[[str, str], Signs]
    without_links: Callable[[str], str]
    day_of: Callable[[datetime], date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """outcome: TAKEN, TOO_MANY, or UNKNOWN where nobody would read it. language: in which we wrote to them."""

    outcome: Outcome
    signs: Signs
    language: str
    left_out: bool = False


def pass_on(words: Words, *, language: str, desk: WordsDesk) -> Passed:
    """Twice is once. language: of whom nobody knows better."""
    texted = list(correspondents(words, desk))
    spoken = texted[0].language if texted else language
    signs = desk.notice(words.text, spoken)
    typed = desk.without_links(typed_words(words.text))
    told = as_others_read_them(typed, signs)
    passed = Passed(outcome=Outcome.TAKEN, signs=signs, language=spoken, left_out=told != typed)
    if desk.replies.find(words.id).state.is_heard:
        return passed
    somebody = _whose_answer_is_read(texted, signs) if told else None
    if somebody is None:
        return Passed(outcome=Outcome.UNKNOWN, signs=signs, language=spoken)
    return replace(passed, outcome=hand_on(words, passed_on(told, somebody), somebody, signs, desk=desk))


def hand_on(
    words: Words, received: ReplyReceived, somebody: Correspondent, signs: Signs, *, desk: WordsDesk
) -> Outcome:
    """TAKEN or TOO_MANY. Twice is once."""
    found = desk.replies.find(words.id)
    if found.state.is_heard:
        return Outcome.TAKEN
    if not _has_place(words, somebody, desk) and not signs:
        return Outcome.TOO_MANY
    desk.replies.append(found, mail_reply.take(found.state, [received]), by=received.person_id or BY)
    return Outcome.TAKEN


def correspondents(words: Words, desk: WordsDesk) -> Iterator[Correspondent]:
    """As whom they may be speaking, about each matter once, the newest first."""
    known: set[tuple[str | None, Audience]] = set()
    for each in _texted(words, desk):
        name = (each.report_id, each.audience)
        if is_answerable(each) and name not in known:
            known.add(name)
            found = correspondent_of(each, desk=desk.answering)
            if found is not None:
                yield found


def _texted(words: Words, desk: WordsDesk) -> Sequence[Delivery]:
    """To this number; and to whoever is known to have it, whatever address they gave with a report."""
    owner = words.owner
    contacts = {words.contact_id, *(owner.state.verified if owner else ())}
    since = desk.answering.clock.now() - ANSWERED_WITHIN
    return desk.texted.newest(contacts, owner.id if owner else None, MOST_LOOKED_AT, since=since)


def _whose_answer_is_read(texted: Sequence[Correspondent], signs: Signs) -> Correspondent | None:
    """What is open goes first, and what is protected before other things; what is over is opened by signs alone."""
    protected_first = sorted(texted, key=lambda each: not each.matter.is_hushed)
    for has_signs in (False, True) if signs else (False,):
        for each in protected_first:
            if mail_reply.who_reads(each.asked, each.matter, has_signs=has_signs) is Outcome.TAKEN:
                return each
    return None


def _has_place(words: Words, somebody: Correspondent, desk: WordsDesk) -> bool:
    """Of a day's, with the mails that they answer."""
    allowed = Allowance(of=f"{somebody.asked.to.key}:replies", most=REPLIES_A_DAY)
    return desk.places.take(words.id, allowed, day=desk.day_of(desk.answering.clock.now()))
