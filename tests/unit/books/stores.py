"""The databases of the small house: fakes that pass the ports' contracts, in which every write may be the last."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from services.intake.domain.report import Report
from services.intake.domain.report_evolve import public_state
from services.notify.domain.delivery import Channel as DeliveryChannel
from services.notify.domain.delivery import Delivery
from services.notify.domain.letter import Letter
from services.notify.ports.channels import OutcomeUnknown
from services.notify.ports.messages import Claim, Result
from shared.clock import Clock
from shared.events.codec import dump, to_document
from shared.events.event import Recorded
from shared.events.intake import ReportEvent
from shared.mongo.changes import Pending
from shared.repository import Found
from tests.fakes.intake import FakeReports
from tests.fakes.notify_letters import FakeChannel
from tests.fakes.notify_messages import FakeDeliveries
from tests.unit.books.fate import Fate, NoAnswer


class MortalReports(FakeReports):
    """Intake's reports, each with what it has not published yet."""

    def __init__(self, *, clock: Clock, fate: Fate) -> None:
        super().__init__(clock=clock)
        self.fate = fate
        self.waiting: dict[str, list[Recorded]] = {}
        self.filed: set[str] = set()

    @property
    def ids(self) -> set[str]:
        return set(self._found)

    def append(self, found: Found[Report], events: Sequence[ReportEvent], *, by: str) -> Found[Report]:
        return self.fate(lambda: self.keep(found, events, by=by))

    def keep(self, found: Found[Report], events: Sequence[ReportEvent], *, by: str) -> Found[Report]:
        """State and events in one write."""
        before = len(self.recorded)
        after = super().append(found, events, by=by)
        self.waiting.setdefault(found.id, []).extend(self.recorded[before:])
        return after


class ReportsOutbox:
    """Passes as `shared.relay.Outbox`."""

    name = "reports"

    def __init__(self, reports: MortalReports) -> None:
        self._reports = reports

    def oldest(self, name: str) -> datetime | None:
        assert name == "pending_since"
        return min((each.since for each in self.pending(len(self._reports.waiting))), default=None)

    def pending(self, limit: int) -> Sequence[Pending]:
        return [self._pending(name, events) for name, events in self._reports.waiting.items() if events][:limit]

    def file(self, batch: Sequence[Pending]) -> None:
        self._reports.fate(lambda: self._reports.filed.update(each.aggregate_id for each in batch))

    def clear(self, batch: Sequence[Pending]) -> None:
        self._reports.fate(lambda: self.forget(batch))

    def forget(self, batch: Sequence[Pending]) -> None:
        for each in batch:
            newer = [event for event in self._reports.waiting[each.aggregate_id] if event.version > each.version]
            self._reports.waiting[each.aggregate_id] = newer

    def _pending(self, name: str, events: Sequence[Recorded]) -> Pending:
        found = self._reports.find(name)
        return Pending(
            aggregate_id=name,
            version=found.version,
            public=dump(public_state(found.state)),
            events=[to_document(each) for each in events],
            since=events[0].at,
        )


class MortalDeliveries(FakeDeliveries):
    """Notify's messages."""

    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self._fate = fate

    def plan(self, deliveries: Sequence[Delivery]) -> None:
        self._fate(lambda: FakeDeliveries.plan(self, deliveries))

    def claim(self, limit: int, *, at: datetime, channel: DeliveryChannel = DeliveryChannel.EMAIL) -> Claim:
        return self._fate(lambda: FakeDeliveries.claim(self, limit, at=at, channel=channel))

    def begin(self, delivery: Delivery, claim: Claim, done: Sequence[Result]) -> None:
        self._fate(lambda: FakeDeliveries.begin(self, delivery, claim, done))

    def settle(self, claim: Claim, done: Sequence[Result]) -> None:
        self._fate(lambda: FakeDeliveries.settle(self, claim, done))


class MortalChannel(FakeChannel):
    """A mail server: `taken` is what arrived, whatever anybody here knows of it."""

    def __init__(self, taken: list[Letter], fate: Fate) -> None:
        super().__init__(taken=taken)
        self._fate = fate

    def hand_over(self, letter: Letter, *, at_the_brink: Callable[[], None]) -> None:
        at_the_brink()
        try:
            self._fate(lambda: self.taken.append(letter), asks=True)
        except NoAnswer:
            raise OutcomeUnknown("no_answer") from None


class NothingParked:
    """Passes as `ParkedMessages`: nothing here comes before what it refers to."""

    def lanes(self, *, after: str, limit: int) -> Sequence[str]:  # noqa: ARG002 -- the port's shape
        return ()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever is asked
        raise AssertionError(name)
