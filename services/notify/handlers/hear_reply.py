"""Hear what somebody answers to a mail: it goes to the case as if they had written it on their page, or is refused.

Whom the mail was sent to decides who speaks: a mail from another address is nobody's word. Nothing is ever answered to
an address that only a mail names, for anybody can write any sender into one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from services.notify.domain import mail_reply
from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.mail_reply import (
    ANSWERABLE_FOR,
    FILES_A_DAY,
    LONGEST_REPLY,
    REPLIES_A_DAY,
    Outcome,
    Reply,
    ReplyEvent,
)
from services.notify.domain.sending import Allowance
from services.notify.handlers.answering_reply import AnsweringDesk, Correspondent, answer, correspondent_of
from services.notify.handlers.passing_on import as_others_read_them, passed_on
from services.notify.handlers.taking_pictures import (
    NO_PICTURES,
    Album,
    PictureDesk,
    may_show,
    refusal,
    take_pictures,
)
from services.notify.ports.messages import DayPlaces
from services.notify.ports.replies import Addresses, Asked, Incoming, Replies
from shared.events.notify_replies import PhotoReceived
from shared.repository import decide_again
from shared.signs.signs import NO_SIGNS, Signs

BY = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReply:
    mail: Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDesk:
    """The ports of hearing mails. contact_of: the keyed hash of an address. notice: signs in words, by their language.

    day_of: in the pack's zone.
    """

    replies: Replies
    addresses: Addresses
    asked: Asked
    places: DayPlaces
    answering: AnsweringDesk
    pictures: PictureDesk
    contact_of: Callable[[str], str]
    notice: Callable[[str, str], Signs]
    day_of: Callable[[datetime], date]


def hear_reply(command: HearReply, *, desk: ReplyDesk) -> Outcome:
    """What became of it; told twice it changes nothing. Of what is not addressed to a mail of ours nothing is kept."""
    mail = command.mail
    references = [found for each in mail.tokens if (found := desk.addresses.reference_in(each)) is not None]
    if not references:
        return Outcome.FORGED
    asked = desk.asked.by_reference(references[0])
    if asked is None:
        return Outcome.UNKNOWN
    if mail.is_automatic:
        return Outcome.AUTOMATIC
    somebody = correspondent_of(asked, desk=desk.answering)
    if somebody is None:
        return Outcome.ENDED
    if _is_late(asked, desk) and not _is_theirs(mail, somebody, desk):
        return Outcome.EXPIRED
    return decide_again(lambda: _attempt(mail, somebody, desk))


def _is_late(asked: Delivery, desk: ReplyDesk) -> bool:
    return desk.answering.clock.now() >= asked.planned_at + ANSWERABLE_FOR


def _is_theirs(mail: Incoming, somebody: Correspondent, desk: ReplyDesk) -> bool:
    return bool(mail.sender) and somebody.has(desk.contact_of(mail.sender))


def _attempt(mail: Incoming, somebody: Correspondent, desk: ReplyDesk) -> Outcome:
    found = desk.replies.find(mail.id)
    if found.state.is_heard:
        return Outcome.REPEATED
    told, signs = _what_counts(mail, lambda text: desk.notice(text, somebody.language))
    heard = _Heard(mail, somebody, desk, told, signs)
    outcome, album = heard.outcome()
    heard.say(outcome, album)
    helper = somebody.asked.to.person_id if outcome is Outcome.TAKEN else None
    desk.replies.append(found, heard.events(found.state, outcome, album), by=helper or BY)
    return outcome


def _what_counts(mail: Incoming, notice: Callable[[str], Signs]) -> tuple[str, Signs]:
    """Their own words; where anything in it that may be theirs bears a sign, all of that, if it can be taken (R1)."""
    own = notice(mail.text)
    signs = own if mail.unquoted == mail.text else own | notice(mail.unquoted)
    if not signs:
        return mail.text, NO_SIGNS
    only_own = own and len(mail.unquoted) > LONGEST_REPLY
    return (mail.text if only_own else mail.unquoted), signs


@dataclass(frozen=True, slots=True)
class _Heard:
    """One mail, and to whom the mail was sent that it answers. told: of its words those that count.

    signs: in whatever may be theirs, whatever becomes of it (R1).
    """

    mail: Incoming
    somebody: Correspondent
    desk: ReplyDesk
    told: str
    signs: Signs

    @property
    def asked(self) -> Delivery:
        return self.somebody.asked

    def outcome(self) -> tuple[Outcome, Album]:
        """And the pictures that are taken. Where none can be, and there are no words either, nothing is left."""
        outcome = self._outcome()
        if outcome is Outcome.FILES_ALONE and self.asked.audience is Audience.REPORTER:
            return outcome, Album(missing=refusal(self.somebody, self.desk.pictures))
        if outcome is not Outcome.TAKEN:
            return outcome, NO_PICTURES
        album = take_pictures(self.mail, self.somebody, cannot_wait=bool(self.signs), desk=self.desk.pictures)
        return (Outcome.TAKEN if self.told or album.boxes else self._nothing()), album

    def _outcome(self) -> Outcome:
        """Signs are a reason to take what would be too much for a day, and for nothing else."""
        if not _is_theirs(self.mail, self.somebody, self.desk):
            return Outcome.FOREIGN
        if _is_late(self.asked, self.desk):
            return Outcome.EXPIRED
        if not self._has_place() and not self.signs:
            return Outcome.TOO_MANY
        if not self.told and not may_show(self.mail, self.somebody):
            return self._nothing()
        if len(self.told) > LONGEST_REPLY:
            return Outcome.TOO_LONG
        return mail_reply.who_reads(self.asked, self.somebody.matter, has_signs=bool(self.signs))

    def _nothing(self) -> Outcome:
        """No words; what hangs on it may be a photo that nobody here can read."""
        return Outcome.FILES_ALONE if self.mail.pictures or self.mail.has_attachments else Outcome.EMPTY

    def events(self, state: Reply, outcome: Outcome, album: Album) -> tuple[ReplyEvent, ...]:
        if outcome is not Outcome.TAKEN:
            return mail_reply.set_aside(state, outcome)
        report_id = self.somebody.matter.report_id
        photos = [PhotoReceived(report_id=report_id, sealed_photo=each) for each in album.boxes]
        said = passed_on(self._words(), self.somebody)
        return mail_reply.take(state, [said, *photos] if self.told else photos)

    def say(self, outcome: Outcome, album: Album) -> None:
        """What was taken as it is goes without saying."""
        facts = {
            "is_danger": bool(self.signs.danger),
            "is_over": self.somebody.is_over,
            "left_out": self._words() != self.told,
            "has_attachments": self.mail.has_attachments or self._shows_in_vain(),
            "photos": len(album.boxes),
            "photos_missing": album.missing.value,
        }
        if outcome is Outcome.TAKEN and not any(facts.values()):
            return
        message = mail_reply.REPLY_TAKEN if outcome is Outcome.TAKEN else mail_reply.REPLY_NOT_TAKEN
        answer(
            message,
            {**facts, "reason": outcome.value, "reference": self._reference(outcome)},
            self.somebody,
            name=self._name(outcome),
            desk=self.desk.answering,
        )

    def _reference(self, outcome: Outcome) -> str:
        """It stands in the subject of the mail that they answer as well; empty for what is said of all their mails."""
        return "" if outcome is Outcome.TOO_MANY else self.somebody.matter.reference

    def _shows_in_vain(self) -> bool:
        return bool(self.mail.pictures) and not may_show(self.mail, self.somebody)

    def _words(self) -> str:
        return as_others_read_them(self.told, self.signs)

    def _has_place(self, of: str = "replies", most: int = REPLIES_A_DAY) -> bool:
        allowed = Allowance(of=f"{self.asked.to.key}:{of}", most=most)
        return self.desk.places.take(self.mail.id, allowed, day=self._today())

    def _name(self, outcome: Outcome) -> str:
        """What is answered once a day is named after the day; for words of danger that is once more (rule R1)."""
        if outcome in mail_reply.ONCE_A_DAY or self._are_too_many_files(outcome):
            danger = "!danger" if self.signs.danger else ""
            return f"{self.asked.to.key}!{outcome}{danger}!{self._today().isoformat()}"
        return f"{self.mail.id}!{outcome}"

    def _are_too_many_files(self, outcome: Outcome) -> bool:
        return outcome is Outcome.FILES_ALONE and not self._has_place("files", FILES_A_DAY)

    def _today(self) -> date:
        return self.desk.day_of(self.desk.answering.clock.now())
