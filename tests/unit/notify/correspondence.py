"""What hears mails, on fakes: Ada told of a report, and Alma helps with it."""

from datetime import UTC
from typing import Any

from services.notify.domain.delivery import Audience, Recipient, delivery_id
from services.notify.domain.delivery import Channel as Way
from services.notify.domain.mail_reply import Outcome, asked_as
from services.notify.domain.person import register
from services.notify.domain.somebody import NOBODY, Address
from services.notify.domain.subscription import Subscription, subscription_id
from services.notify.handlers.hear_reply import HearReply, hear_reply
from services.notify.handlers.reading_reply import ReplyDesk
from services.notify.handlers.taking_pictures import PictureDesk
from services.notify.ports.replies import Incoming
from shared.events.notify_replies import ReplyReceived
from tests.factories.notify import ADA_BOX, ADA_CONTACT, CASE, NOON, REPORT, delivery, matter, seen
from tests.fakes.notify_matters import FakeMatters, FakeSubscriptions
from tests.fakes.notify_replies import FakeAddresses, FakeAsked, FakePictures
from tests.unit.notify.answering import Answering, signs

ADA, ALMA, STRANGER = "ada@nabo.example", "alma@nabo.example", "stranger@elsewhere.example"
CONTACTS = {ADA: ADA_CONTACT, ALMA: "contact-of-alma"}
TO_ADA, TO_ALMA = "t-ada", "t-alma"


class House(Answering):
    """What hears mails, on fakes: Ada told of a report, and Alma helps with it."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures, self.without_photos = FakePictures(), set[str]()
        self.matters = FakeMatters(matter(case=seen(helpers=("alma",))))
        mine = Subscription(
            id=subscription_id(REPORT, ADA_CONTACT),
            report_id=REPORT,
            contact_id=ADA_CONTACT,
            since=NOON,
            language="da",
            box=ADA_BOX,
        )
        self.subscriptions = FakeSubscriptions(mine)
        self.register("alma", ALMA)
        to_ada = delivery("e1", message="routed", audience=Audience.REPORTER, report_id=REPORT, case_id=CASE)
        self.to_alma = Recipient(person_id="alma")
        to_alma = delivery(
            "e2",
            id=delivery_id("e2", self.to_alma, Way.EMAIL),
            to=self.to_alma,
            message="message",
            audience=Audience.HELPER,
            report_id=REPORT,
            case_id=CASE,
        )
        self.deliveries.plan([to_ada, to_alma])
        self.known = {TO_ADA: asked_as(to_ada.id), TO_ALMA: asked_as(to_alma.id), "t-gone": "0" * 32}

    def ask_after_alma(self) -> None:
        """She left because it was not safe, and the case is over since; the mail is another one."""
        asked = delivery("asked", message="asked_after", audience=Audience.HELPER, to=Recipient(person_id="alma"))
        self.deliveries.plan([asked])
        self.known[TO_ALMA] = asked_as(asked.id)
        self.change(case=seen(over_since=NOON))

    def register(self, person_id: str, address: str, language: str = "en") -> None:
        box = f"kind=email;address={address}"
        known = Address(contact_id=CONTACTS[address], kind="email", box=box)
        self.people.append(self.people.find(person_id), register(NOBODY, known, language=language), by="test")

    def change(self, **changes: Any) -> None:  # noqa: ANN401 -- any field of a matter
        self.matters.known[REPORT] = matter(**{"case": seen(helpers=("alma",)), **changes})

    def hear(self, text: str = "The second lamp.", **changes: Any) -> Outcome:  # noqa: ANN401 -- any field of a mail
        to = changes.pop("to", TO_ADA)
        told = {"id": "mail-1", "tokens": [to], "sender": ALMA if to == TO_ALMA else ADA, "text": text, **changes}
        return hear_reply(HearReply(mail=Incoming(**{"unquoted": text, **told})), desk=self.desk)

    @property
    def desk(self) -> ReplyDesk:
        return ReplyDesk(
            replies=self.replies,
            addresses=FakeAddresses(self.known),
            asked=FakeAsked(self.deliveries),
            places=self.places,
            answering=self.answering,
            pictures=PictureDesk(
                pictures=self.pictures, takes_photos=lambda category: category not in self.without_photos
            ),
            contact_of=lambda address: CONTACTS.get(address, f"contact-of-{address}"),
            notice=signs,
            day_of=lambda at: at.astimezone(UTC).date(),
        )

    @property
    def taken(self) -> ReplyReceived:
        (event,) = self.replies.happened
        assert isinstance(event, ReplyReceived)
        return event
