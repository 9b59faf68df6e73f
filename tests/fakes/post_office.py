"""A post office in memory: everything behind it is a fake, and shows what became of each message."""

from datetime import UTC, date, datetime

from services.notify.domain.delivery import (
    Status,
)
from services.notify.domain.letter import Letter
from services.notify.domain.sending import DailyCaps
from services.notify.handlers.daily_mail import DailyMail
from services.notify.handlers.post_office import PostOffice
from services.notify.handlers.send_messages import SendMessages, send_messages
from services.notify.handlers.tell_of_failure import tell_of_failure
from shared.clock import StoppedClock
from tests.factories.notify import ADA_CONTACT, NOON, matter, reader, seen
from tests.fakes.notify_digests import FakeArchive, FakeDayPlaces, FakeDigests
from tests.fakes.notify_letters import FakeChannel, PlainLetters
from tests.fakes.notify_matters import FakeMatters
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_people import FakeRoles, GlassBoxes

CAPS = DailyCaps(unverified=3, verified=20)


def day_of(at: datetime) -> date:
    return at.astimezone(UTC).date()


def daily_mail(
    deliveries: FakeDeliveries,
    archive: FakeArchive | None = None,
    letters: PlainLetters | None = None,
    digests: FakeDigests | None = None,
    channel: FakeChannel | None = None,
) -> DailyMail:
    return DailyMail(
        digests=digests or FakeDigests(deliveries),
        archive=archive or FakeArchive(),
        opens=GlassBoxes(),
        letters=letters or PlainLetters(),
        seals=GlassBoxes(),
        channel=channel or FakeChannel(),
    )


class Office:
    """A post office in memory."""

    def __init__(self, *planned: object) -> None:
        self.clock = StoppedClock(NOON)
        self.deliveries, self.archive, self.channel, self.roles = (
            FakeDeliveries(),
            FakeArchive(),
            FakeChannel(),
            FakeRoles(),
        )
        self.places, self.boxes = FakeDayPlaces(), GlassBoxes()
        self.digests = FakeDigests(self.deliveries)
        self.matters = FakeMatters(matter(case=seen(team="works")))
        self.archive.matters["report-1"] = matter()
        self.archive.readers[ADA_CONTACT] = reader()
        self.letters = PlainLetters()
        self.gone: list[str] = []
        self.seconds = 0.0
        self.deliveries.plan(planned)  # type: ignore[arg-type]

    @property
    def ports(self) -> PostOffice[Letter]:
        return PostOffice(
            deliveries=self.deliveries,
            archive=self.archive,
            places=self.places,
            opens=self.boxes,
            letters=self.letters,
            channel=self.channel,
            clock=self.clock,
            caps=CAPS,
            day_of=day_of,
            seals=self.boxes,
            daily=daily_mail(self.deliveries, self.archive, self.letters, self.digests, self.channel),
            zone="Europe/Helsinki",
            on_failed=lambda failed: tell_of_failure(
                failed,
                deliveries=self.deliveries,
                matters=self.matters,
                roles=self.roles,
                clock=self.clock,
                day_of=day_of,
            ),
            on_gone=self.gone.append,
            monotonic=lambda: self.seconds,
        )

    def send(self) -> list[tuple[Status, str | None]]:
        return [(each.status, each.why) for each in send_messages(SendMessages(), office=self.ports)]

    def status(self, event_id: str = "event-1") -> Status:
        return next(each.status for each in self.deliveries.all if each.event_id == event_id)
