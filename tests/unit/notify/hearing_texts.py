"""What hears text messages, on fakes: Alma has a phone of her own, and Ada gave one with her reports."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from services.notify.domain.delivery import Audience, Channel, Delivery, Recipient, Status, delivery_id
from services.notify.domain.own_words import without_links_to
from services.notify.domain.person import register
from services.notify.domain.sms_answer import number_of
from services.notify.domain.somebody import NOBODY, Address
from services.notify.domain.subscription import Subscription, subscription_id
from services.notify.handlers.hear_sms import HearSms, SmsDesk, hear_sms
from services.notify.handlers.hearing_words import WordsDesk
from shared.events.notify import AnswerReceived, AnswerSetAside
from shared.events.notify_replies import ReplyReceived
from tests.factories.notify import NOON, delivery, matter, seen
from tests.fakes.notify_people import GlassBoxes
from tests.fakes.notify_texts import FakeAnswers, FakeQuestions, FakeSilence, FakeTexted
from tests.unit.notify.answering import Answering, signs

ALMA, STRANGER, ADAS = "contact-of-alma", "contact-of-a-stranger", "contact-of-adas-phone"
ADA = Recipient(contact_id=ADAS)
NUMBER = "+4520123456"


def day_of(at: datetime) -> date:
    return at.astimezone(UTC).date()


class Desk(Answering):
    """What hears text messages, on fakes."""

    def __init__(self) -> None:
        super().__init__()
        self.answers, self.silence = FakeAnswers(clock=self.clock), FakeSilence()
        known = Address(contact_id=ALMA, kind="phone", box="box")
        self.people.append(self.people.find("alma"), register(NOBODY, known, language="da"), by="test")

    def ask(self, name: str, person_id: str = "alma", *, hours: int = 2, status: Status = Status.SENT) -> str:
        """An invitation by SMS, and its number."""
        to = Recipient(person_id=person_id)
        asked = delivery(
            name,
            id=delivery_id(name, to, Channel.SMS),
            to=to,
            channel=Channel.SMS,
            message="invited",
            audience=Audience.HELPER,
            facts={"invitation_id": f"invitation-{name}"},
            expires_at=NOON + timedelta(hours=hours),
            status=status,
        )
        self.deliveries.plan([asked])
        return number_of(asked.id)

    def hear(self, text: str, *, of: str = ALMA, name: str = "sms-1") -> object | None:
        """What became of it, if it was heard of for the first time."""
        before = self.answers.find(name).version
        hear_sms(HearSms(id=name, contact_id=of, number=NUMBER, text=text), desk=self.desk)
        if self.answers.find(name).version == before:
            return None
        event: AnswerReceived | AnswerSetAside = self.answers.happened[-1]
        assert event.heard_at == self.clock.now()
        return replace(event, heard_at=None)

    def tell(
        self,
        name: str,
        *,
        to: Recipient = ADA,
        message: str = "routed",
        language: str = "da",
        **changes: Any,  # noqa: ANN401 -- any field of a delivery
    ) -> Delivery:
        """A text message about a report of that name: to its reporter, in its language, or to a helper."""
        is_reporters = to.person_id is None
        told = delivery(
            name,
            id=delivery_id(f"{name}-{message}", to, Channel.SMS),
            to=to,
            channel=Channel.SMS,
            message=message,
            audience=Audience.REPORTER if is_reporters else Audience.HELPER,
            **{"report_id": name, "planned_at": self.clock.now(), "status": Status.SENT, **changes},
        )
        self.deliveries.plan([told])
        self.matters.known.setdefault(name, matter(report_id=name, case=seen(helpers=("alma",))))
        if is_reporters:
            self.subscriptions.add(
                Subscription(
                    id=subscription_id(name, to.contact_id or ""),
                    report_id=name,
                    contact_id=to.contact_id or "",
                    since=NOON,
                    language=language,
                    box="box",
                    kind="phone",
                )
            )
        return told

    def change(self, report_id: str, **changes: Any) -> None:  # noqa: ANN401 -- any field of a matter
        self.matters.known[report_id] = matter(report_id=report_id, **changes)

    @property
    def desk(self) -> SmsDesk:
        return SmsDesk(
            answers=self.answers,
            people=self.people,
            questions=FakeQuestions(self.deliveries),
            deliveries=self.deliveries,
            silence=self.silence,
            seals=GlassBoxes(),
            words=WordsDesk(
                texted=FakeTexted(self.deliveries),
                replies=self.replies,
                places=self.places,
                answering=self.answering,
                notice=signs,
                without_links=partial(without_links_to, "nabo.example"),
                day_of=day_of,
            ),
            clock=self.clock,
            language="en",
            day_of=day_of,
        )

    @property
    def replied(self) -> list[str]:
        return [each.message for each in self.said]

    @property
    def passed_on(self) -> list[tuple[str, str]]:
        """The words that went to a case, with its report."""
        return [(each.report_id, each.text) for each in self.replies.happened if isinstance(each, ReplyReceived)]
