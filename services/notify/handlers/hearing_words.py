"""Take what somebody wrote by text message to the case that we texted them about; a step of hearing it.

A text message names none that it answers, unless its words do. Else it is about the newest that went to that phone and
that somebody still reads answers to; what is protected goes before what is not, for anybody can tell of something with
anybody's number.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, reduce
from operator import or_

from services.notify.domain import mail_reply
from services.notify.domain.holding import TOLD_BEFORE
from services.notify.domain.mail_reply import ASKED_AFTER, REPLIES_A_DAY, Outcome
from services.notify.domain.naming import references_in
from services.notify.domain.own_words import typed_words
from services.notify.domain.sending import Allowance
from services.notify.domain.somebody import Person
from services.notify.handlers.answering_reply import AnsweringDesk, Correspondent, correspondent_of
from services.notify.handlers.passing_on import as_others_read_them, passed_on
from services.notify.handlers.reading_texts import Reading, read
from services.notify.ports.messages import DayPlaces
from services.notify.ports.replies import Replies
from services.notify.ports.texts import Texted
from shared.events.notify_replies import ReplyReceived
from shared.repository import Found
from shared.signs.signs import NO_SIGNS, Signs

BY = "sms"
ANSWERED_WITHIN = TOLD_BEFORE
"""No provider gives a number on sooner: until then whoever writes from it is whom we wrote to."""

MOST_LOOKED_AT = 100
"""Reports: whoever tells of something with a number of somebody else's has ten messages a day to hide theirs behind."""

SIGNS_A_DAY = 20
"""So many messages of one phone that bear a sign are read in a day, beside the others; then it may be a machine."""


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
    """outcome: TAKEN, TOO_MANY, or UNKNOWN where nobody would read it. language: in which we wrote to them.

    signs: in any language of those cases that it may be about; of what is over none, while something is open.
    is_after_unsafe: whoever asked how they are reads it, too.
    """

    outcome: Outcome
    signs: Signs
    language: str
    left_out: bool = False
    is_cut: bool = False
    is_after_unsafe: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A case that it may be about, and how it reads in the language of that."""

    somebody: Correspondent
    reading: Reading

    def is_read(self, *, has_signs: bool) -> bool:
        asked, matter = self.somebody.asked, self.somebody.matter
        return mail_reply.who_reads(asked, matter, has_signs=has_signs) is Outcome.TAKEN


def pass_on(words: Words, *, language: str, desk: WordsDesk) -> Passed:
    """Twice is once. language: of whom nobody knows better."""
    typed = desk.without_links(typed_words(words.text))
    read_in = cache(lambda spoken: read(typed, lambda part: desk.notice(part, spoken)))
    texted = [_Candidate(each, read_in(each.language)) for each in correspondents(words, desk)]
    readers = _readers(texted, references_in(typed)) if typed else []
    if not readers:
        return _read_by_nobody(words, texted, read_in(language).signs, language=language, desk=desk)
    somebody, reading = readers[0].somebody, readers[0].reading
    signs = _signs_in(readers)
    told = as_others_read_them(reading.told, signs)
    return Passed(
        outcome=hand_on(words, passed_on(told, somebody), somebody, signs, desk=desk),
        signs=signs,
        language=somebody.language,
        left_out=told != reading.told,
        is_cut=reading.is_cut,
        is_after_unsafe=somebody.asked.message == ASKED_AFTER,
    )


def _read_by_nobody(
    words: Words, texted: Sequence[_Candidate], signs: Signs, *, language: str, desk: WordsDesk
) -> Passed:
    """What was taken before was taken."""
    return Passed(
        outcome=Outcome.TAKEN if desk.replies.find(words.id).state.is_heard else Outcome.UNKNOWN,
        signs=_signs_in(texted) if texted else signs,
        language=texted[0].somebody.language if texted else language,
    )


def _signs_in(candidates: Sequence[_Candidate]) -> Signs:
    return reduce(or_, (each.reading.signs for each in candidates), NO_SIGNS)


def _readers(texted: Sequence[_Candidate], named: Collection[str]) -> Sequence[_Candidate]:
    """Whoever may read it, the likeliest first: what they named, what is protected, what bears this sign, the newest.

    What is open goes before all that is over, which is opened again by signs in its own language alone.
    """
    still_open = [each for each in texted if each.is_read(has_signs=False)]
    over = [each for each in texted if each.reading.signs and each.is_read(has_signs=True)]

    def rank(each: _Candidate) -> tuple[bool, bool, bool]:
        matter, is_asked_after = each.somebody.matter, each.somebody.asked.message == ASKED_AFTER
        return matter.reference not in named, not (matter.is_hushed or is_asked_after), not each.reading.signs

    return sorted(still_open or over, key=rank)


def hand_on(
    words: Words, received: ReplyReceived, somebody: Correspondent, signs: Signs, *, desk: WordsDesk
) -> Outcome:
    """TAKEN or TOO_MANY. Twice is once."""
    found = desk.replies.find(words.id)
    if found.state.is_heard:
        return Outcome.TAKEN
    if not _has_place(words, somebody, signs, desk):
        return Outcome.TOO_MANY
    desk.replies.append(found, mail_reply.take(found.state, [received]), by=received.person_id or BY)
    return Outcome.TAKEN


def correspondents(words: Words, desk: WordsDesk) -> Iterator[Correspondent]:
    """As whom they may be speaking, about each report once, the newest first.

    What went to this number; and to whoever is known to have it, whatever address they gave with a report.
    """
    owner = words.owner
    contacts = {words.contact_id, *(owner.state.verified if owner else ())}
    since = desk.answering.clock.now() - ANSWERED_WITHIN
    for each in desk.texted.newest(contacts, owner.id if owner else None, MOST_LOOKED_AT, since=since):
        found = correspondent_of(each, desk=desk.answering)
        if found is not None:
            yield found


def _has_place(words: Words, somebody: Correspondent, signs: Signs, desk: WordsDesk) -> bool:
    """Of a day's; words without a sign share theirs with the mails that they answer."""
    of_signs = Allowance(of=f"{words.contact_id}:signs", most=SIGNS_A_DAY)
    of_all = Allowance(of=f"{somebody.asked.to.key}:replies", most=REPLIES_A_DAY)
    allowed = of_signs if signs else of_all
    return desk.places.take(words.id, allowed, day=desk.day_of(desk.answering.clock.now()))
