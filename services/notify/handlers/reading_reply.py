"""What a mail says that answers ours, and what becomes of it; a step of hearing it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from services.notify.domain import mail_reply
from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.mail_reply import (
    ANSWERABLE_FOR,
    ASKED_AFTER,
    FILES_A_DAY,
    LONGEST_REPLY,
    REPLIES_A_DAY,
    Outcome,
    Reply,
    ReplyEvent,
)
from services.notify.domain.sending import Allowance
from services.notify.handlers.answering_reply import AnsweringDesk, Correspondent, answer
from services.notify.handlers.passing_on import as_others_read_them, passed_on
from services.notify.handlers.reading_texts import read
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
from shared.signs.signs import NO_SIGNS, Signs


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


def is_late(asked: Delivery, desk: ReplyDesk) -> bool:
    return desk.answering.clock.now() >= asked.planned_at + ANSWERABLE_FOR


def is_theirs(mail: Incoming, somebody: Correspondent, desk: ReplyDesk) -> bool:
    return bool(mail.sender) and somebody.has(desk.contact_of(mail.sender))


@dataclass(frozen=True, slots=True)
class Heard:
    """One mail, and to whom the mail was sent that it answers. told: of its words those that count.

    signs: in whatever may be theirs, whatever becomes of it (R1). is_cut: there was more of it than a case takes.
    """

    mail: Incoming
    somebody: Correspondent
    desk: ReplyDesk
    told: str
    signs: Signs
    is_cut: bool = False

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
        if not is_theirs(self.mail, self.somebody, self.desk):
            return Outcome.FOREIGN
        if is_late(self.asked, self.desk):
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
            "is_over": self.somebody.is_over and self.asked.message != ASKED_AFTER,
            "is_cut": self.is_cut,
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


def read_reply(mail: Incoming, somebody: Correspondent, desk: ReplyDesk) -> Heard:
    told, signs, is_cut = _what_counts(mail, lambda text: desk.notice(text, somebody.language))
    return Heard(mail, somebody, desk, told, signs, is_cut)


def _what_counts(mail: Incoming, notice: Callable[[str], Signs]) -> tuple[str, Signs, bool]:
    """Their own words; where anything in it that may be theirs bears a sign, all of that (R1), or as much as fits.

    Of what bears no sign nothing is cut: whoever wrote it can say it shorter, and is asked to.
    """
    own = read(mail.text, notice)
    all_of_it = own if mail.unquoted == mail.text else read(mail.unquoted, notice)
    signs = own.signs | all_of_it.signs
    if not signs:
        return mail.text, NO_SIGNS, False
    is_danger_told = bool(own.signs.danger) or not all_of_it.signs.danger
    told = own if own.signs and is_danger_told and all_of_it.is_cut else all_of_it
    return told.told, signs, told.is_cut
