"""Hear what somebody answers by text message: a yes or no to an invitation, stop, start; or words for their case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.notify.domain import answer as an_answer
from services.notify.domain.delivery import Audience, Channel, Delivery, Fact, Priority, Recipient, delivery_id
from services.notify.domain.mail_reply import Outcome
from services.notify.domain.sending import DANGER, PHONE, STOPPED, Allowance
from services.notify.domain.sms_answer import Question, Said, Says, Unclear, question_of, read_answer, which
from services.notify.domain.somebody import Person
from services.notify.handlers.hearing_whether_fixed import say_whether_fixed
from services.notify.handlers.hearing_words import Passed, Words, WordsDesk, pass_on
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import People, Seals
from services.notify.ports.texts import Answers, Questions, Silence
from shared.clock import Clock
from shared.events.notify import AnswerReceived
from shared.repository import Found, decide_again

BY = "sms"
ASKED_WITHIN = timedelta(days=14)
REPLIES_WITHIN = timedelta(hours=6)
"""An answer to an answer says nothing the day after."""

DANGERS_A_DAY = 20
"""So many times a day each message that tells of danger is answered; then once an hour, for it may be a machine."""

ANSWERED_A_DAY = 3
"""So many times a day a phone hears that its words were kept; the last time, that what follows is read unanswered."""

NOTED_A_DAY = 10
"""So many times a day a phone hears that its yes or no was noted: whoever thinks again, not a machine, needs it."""

MISSING = ("left_out", "is_cut")
STARTED, NOTED = "sms_started", {Says.YES: "sms_yes", Says.NO: "sms_no"}
ON_THEIR_WAY, NOT_FIXED, TOO_MANY = "sms_words", "sms_not_fixed", "sms_too_many"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearSms:
    """id: the gateway's, the same however often it tells. contact_id: of the number it came from, which is `number`."""

    id: str
    contact_id: str
    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsDesk:
    """The ports of hearing text messages. words: what is neither an answer nor a stop.

    language: of whom nobody knows. day_of: in the pack's zone.
    """

    answers: Answers
    people: People
    questions: Questions
    deliveries: Deliveries
    silence: Silence
    seals: Seals
    words: WordsDesk
    clock: Clock
    language: str
    day_of: Callable[[datetime], date]


def hear_sms(command: HearSms, *, desk: SmsDesk) -> None:
    """What follows comes first and is the same when it is done twice; then that it was heard. No words stay here."""

    def attempt() -> None:
        found = desk.answers.find(command.id)
        if found.state.is_heard:
            return
        owner = desk.people.owner_of(command.contact_id)
        heard = _Heard(command, desk, owner)
        events = heard.decide(found.state, read_answer(command.text))
        is_answer = any(isinstance(each, AnswerReceived) for each in events)
        desk.answers.append(found, events, by=owner.id if owner and is_answer else BY)

    decide_again(attempt)


@dataclass(frozen=True, slots=True)
class _Heard:
    """One text message. owner: whose number it is known to be, if anybody's."""

    command: HearSms
    desk: SmsDesk
    owner: Found[Person] | None

    def decide(self, state: an_answer.Answer, said: Said) -> tuple[an_answer.AnswerEvent, ...]:
        match said.says:
            case Says.YES | Says.NO:
                return self._answered(state, said)
            case Says.STOP:
                self.desk.silence.add(self.command.contact_id, self.desk.clock.now())
                self._reply_once_a_day(STOPPED)
            case Says.START:
                self.desk.silence.remove(self.command.contact_id)
                self._reply_once_a_day(STARTED)
            case Says.SOMETHING_ELSE:
                self._passed_on()
        return an_answer.set_aside(state, said.says.value, at=self.desk.clock.now())

    def _passed_on(self) -> None:
        self._told(pass_on(self._words, language=self._language, desk=self.desk.words), ON_THEIR_WAY)

    @property
    def _words(self) -> Words:
        command = self.command
        return Words(id=command.id, contact_id=command.contact_id, text=command.text, owner=self.owner)

    def _told(self, passed: Passed, taken: str) -> None:
        """Danger brings the numbers to call whatever becomes of the words (rule R1). taken: what else is said then."""
        is_taken = passed.outcome is Outcome.TAKEN
        if passed.signs.danger:
            facts: Mapping[str, Fact] = {"is_taken": is_taken, "is_cut": passed.is_cut, "language": passed.language}
            self._plan(DANGER, event_id=self._name_in_danger(), facts=facts)
        elif is_taken:
            self._reply_a_few_times(taken, passed)
        else:
            message = TOO_MANY if passed.outcome is Outcome.TOO_MANY else Unclear.NOT_UNDERSTOOD
            self._reply_once_a_day(message, {"language": passed.language})

    def _name_in_danger(self) -> str:
        if self._takes_place(DANGER, most=DANGERS_A_DAY):
            return f"{self.command.id}!{DANGER}"
        return f"{self.command.contact_id}!{DANGER}!{self.desk.clock.now():%Y-%m-%dT%H}"

    def _answered(self, state: an_answer.Answer, said: Said) -> tuple[an_answer.AnswerEvent, ...]:
        at, asked = self.desk.clock.now(), self._asked()
        found = which(said, [question_of(each, at=at) for each in asked])
        if isinstance(found, Question):
            self._note(NOTED[said.says])
            return an_answer.take(state, found, said.says, at=at)
        if said.number is None and found is not Unclear.WHICH:
            self._answered_to_none(said, found, after=max((each.planned_at for each in asked), default=None))
        else:
            self._reply_once_a_day(found)
        return an_answer.set_aside(state, found.value, at=at)

    def _answered_to_none(self, said: Said, found: Unclear, *, after: datetime | None) -> None:
        """A yes or no of which no invitation is the question. after: when the newest of those went out."""
        passed = say_whether_fixed(self._words, said.says, after=after, desk=self.desk.words)
        if passed is not None:
            self._told(passed, NOT_FIXED if said.says is Says.NO else ON_THEIR_WAY)
        elif found is Unclear.NOT_UNDERSTOOD:
            self._passed_on()
        else:
            self._reply_once_a_day(found)

    def _asked(self) -> Sequence[Delivery]:
        """Invitations to the helper whose phone it is."""
        since = self.desk.clock.now() - ASKED_WITHIN
        return self.desk.questions.asked(self.owner.id, since=since) if self.owner else ()

    def _reply(self, message: str, facts: Mapping[str, Fact] | None = None) -> None:
        self._plan(message, event_id=f"{self.command.id}!{message}", facts=facts)

    def _note(self, message: str) -> None:
        """Every answer counts, also what comes after these."""
        if self._takes_place("noted", most=NOTED_A_DAY):
            self._reply(message)

    def _reply_a_few_times(self, message: str, passed: Passed) -> None:
        """Whoever writes again does not wonder whether it came; then it is said once more that something is missing."""
        missing = {"left_out": passed.left_out, "is_cut": passed.is_cut}
        read_by: Mapping[str, Fact] = {"is_after_unsafe": passed.is_after_unsafe}
        facts: Mapping[str, Fact] = {**missing, **read_by, "language": passed.language}
        place = self._place_of_today()
        if place is not None:
            self._reply(message, {**facts, "is_again": place > 1, "is_last": place == ANSWERED_A_DAY})
        elif any(missing.values()):
            self._reply_once_a_day(message, facts)

    def _place_of_today(self) -> int | None:
        """Among those answers; None once there are enough."""
        places = range(1, ANSWERED_A_DAY + 1)
        return next((most for most in places if self._takes_place(ON_THEIR_WAY, most=most)), None)

    def _takes_place(self, of: str, *, most: int) -> bool:
        """Whether this message is among so many of today from this phone."""
        allowed, day = (
            Allowance(of=f"{self.command.contact_id}:{of}", most=most),
            self.desk.day_of(self.desk.clock.now()),
        )
        return self.desk.words.places.take(self.command.id, allowed, day=day)

    def _reply_once_a_day(self, message: str, facts: Mapping[str, Fact] | None = None) -> None:
        """Two machines that answer each other would never end. That something is missing is said once more."""
        day = self.desk.day_of(self.desk.clock.now()).isoformat()
        missing = "".join(f"!{name}" for name in MISSING if facts and facts.get(name))
        self._plan(message, event_id=f"{self.command.contact_id}!{message}{missing}!{day}", facts=facts)

    @property
    def _language(self) -> str:
        return self.owner.state.language if self.owner else self.desk.language

    def _plan(self, message: str, *, event_id: str, facts: Mapping[str, Fact] | None = None) -> None:
        to, at = Recipient(contact_id=self.command.contact_id), self.desk.clock.now()
        reply = Delivery(
            id=delivery_id(event_id, to, Channel.SMS),
            event_id=event_id,
            message=message,
            audience=Audience.PERSON,
            to=to,
            channel=Channel.SMS,
            priority=Priority.ASKED,
            facts={"language": self._language, **(facts or {})},
            box=self.desk.seals.seal({"kind": PHONE, "address": self.command.number}),
            planned_at=at,
            expires_at=at + REPLIES_WITHIN,
        )
        self.desk.deliveries.plan([reply])
