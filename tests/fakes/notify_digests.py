"""Daily mails, places of a day and calls for help in memory, beside the messages that they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock

from services.notify.domain.calls import is_call
from services.notify.domain.delivery import Delivery, Status, Why
from services.notify.domain.matter import Matter
from services.notify.domain.sending import Allowance, Reader
from services.notify.ports.messages import Known
from tests.fakes.notify_messages import FakeDeliveries


class FakeDigests:
    """Passes as `ports.digests.Digests`, on the same deliveries."""

    def __init__(self, deliveries: FakeDeliveries) -> None:
        self._kept = deliveries.kept

    def gather(self, digest_id: str, *, at: datetime) -> Sequence[Delivery]:  # noqa: ARG002 -- the port's shape
        for held in self._kept.values():
            if held.digest == digest_id and held.delivery.status is Status.PENDING:
                held.delivery = replace(held.delivery, status=Status.SUPPRESSED, why=Why.IN_DIGEST)
        return self.of(digest_id)

    def keep(self, copies: Mapping[str, str]) -> None:
        for name, copy in copies.items():
            self._kept[name].copy = copy

    def leave_out(self, delivery_id: str, why: str, *, at: datetime, copy: str | None = None) -> None:  # noqa: ARG002
        held = self._kept[delivery_id]
        held.delivery, held.digest = replace(held.delivery, why=why, words="", box=None), None
        held.copy = copy or held.copy

    def of(self, digest_id: str) -> Sequence[Delivery]:
        gathered = [each.delivery for each in self._kept.values() if each.digest == digest_id]
        mine = [each for each in gathered if (each.status, each.why) == (Status.SUPPRESSED, Why.IN_DIGEST)]
        return sorted(mine, key=lambda each: (each.planned_at, each.id))

    def delivered(self, digest_id: str) -> None:
        for each in self.of(digest_id):
            self._kept[each.id].delivery = replace(each, words="", box=None)


@dataclass(frozen=True, slots=True)
class FakeCalls:
    """Passes as `ports.messages.Calls`."""

    deliveries: FakeDeliveries

    def because_of(self, call: Delivery) -> Sequence[Delivery]:
        return [each for each in self.deliveries.all if is_call(each) and each.event_id == call.event_id]


class FakeDayPlaces:
    """Passes as `ports.messages.DayPlaces`."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, date], set[str]] = {}
        self._taking = Lock()

    def take(self, delivery_id: str, allowance: Allowance, *, day: date) -> bool:
        with self._taking:
            held = self.held.setdefault((allowance.of, day), set())
            if delivery_id not in held and len(held) >= allowance.most:
                return False
            held.add(delivery_id)
            return True

    def give_back(self, delivery_id: str, allowance: Allowance, *, day: date) -> None:
        self.held.get((allowance.of, day), set()).discard(delivery_id)


class FakeArchive:
    """Passes as `ports.messages.Archive`: knows what a test has told it."""

    def __init__(self) -> None:
        self.matters: dict[str, Matter] = {}
        self.readers: dict[str, Reader] = {}
        self.names: dict[str, str] = {}

    def about(self, deliveries: Sequence[Delivery]) -> Known:
        readers = {each.id: self.readers[each.to.key] for each in deliveries if each.to.key in self.readers}
        return Known(matters=self.matters, readers=readers, names=self.names)
