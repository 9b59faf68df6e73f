"""What sends text messages, on fakes: reports with a phone number, and the office that sends to it."""

from datetime import UTC

from services.notify.domain.delivery import Channel, Delivery, Status
from services.notify.domain.sending import DailyCaps
from services.notify.domain.sms import Sms
from services.notify.handlers.post_office import PostOffice
from services.notify.handlers.receive_report import ReceiveReport, receive_report
from services.notify.handlers.send_messages import SendMessages, send_messages
from shared.clock import StoppedClock
from tests.factories.notify import ADA_CONTACT, NOON, matter, reader
from tests.fakes.ears import Room
from tests.fakes.notify_digests import FakeArchive, FakeDayPlaces
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_people import GlassBoxes, GlassMailboxes
from tests.fakes.notify_texts import FakeReceipts, FakeSmsChannel, PlainTexts

NUMBER = "+4520123456"
PHONE_BOX = f"kind=phone;address={NUMBER};language=da;secret=s3cret"


class Texting:
    """Reports with a phone number, and the office that sends text messages."""

    def __init__(self, **known: object) -> None:
        self.room = Room()
        self.clock, self.channel = StoppedClock(NOON), FakeSmsChannel()
        self.archive, self.receipts = FakeArchive(), FakeReceipts(self.room.deliveries)
        told = ReceiveReport(matter=matter(case=None), at=NOON, sealed_contact=PHONE_BOX)
        receive_report(
            told,
            matters=self.room.matters,
            subscriptions=self.room.subscriptions,
            mailboxes=GlassMailboxes(),
            ledger=self.room.ledger,
        )
        self.archive.matters["report-1"] = matter()
        self.archive.readers[ADA_CONTACT] = reader(box=PHONE_BOX, **known)
        self.told_of: list[str] = []
        self.far_away: set[str] = set()
        self.places = FakeDayPlaces()

    @property
    def office(self) -> PostOffice[Sms]:
        return PostOffice(
            deliveries=self.deliveries,
            archive=self.archive,
            places=self.places,
            opens=GlassBoxes(),
            letters=PlainTexts(),
            channel=self.channel,
            clock=self.clock,
            caps=DailyCaps(unverified=9, verified=9),
            day_of=lambda at: at.astimezone(UTC).date(),
            on_failed=self.tell,
            on_gone=lambda _: None,
            seals=GlassBoxes(),
            zone="Europe/Copenhagen",
            sends=Channel.SMS,
            goes_to=lambda number: number not in self.far_away,
        )

    def send(self) -> list[tuple[Status, str | None]]:
        return [(each.status, each.why) for each in send_messages(SendMessages(), office=self.office)]

    def tell(self, failed: Delivery) -> None:
        self.told_of.append(failed.message)

    @property
    def deliveries(self) -> FakeDeliveries:
        return self.room.deliveries

    @property
    def only(self) -> Delivery:
        (found,) = self.deliveries.all
        return found
