"""Messages in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.notify.domain.delivery import Audience, Channel, Delivery, Phase, Status, move, send_again
from services.notify.domain.preferences import DIGEST
from services.notify.ports.messages import Claim, Kept, LeaseLost, Place, Result
from shared.errors import NotFound


@dataclass(slots=True)
class Held:
    """A delivery in the fake, and who holds it."""

    delivery: Delivery
    due_at: datetime
    claim: str | None = None
    phase: Phase | None = None
    is_leased: bool = False
    copy: str | None = None
    digest: str | None = None


def _is_theirs(held: Held, person_id: str, contact_ids: Collection[str]) -> bool:
    each = held.delivery
    to_them = each.to.person_id == person_id and each.message != DIGEST
    about_theirs = each.to.contact_id in contact_ids and each.audience is Audience.REPORTER
    is_shown = held.copy is not None or each.status is not Status.SUPPRESSED
    return (to_them or about_theirs) and is_shown


class FakeDeliveries:
    """Passes as `ports.messages.Deliveries`. Leases end when a test says so: `forget_leases`."""

    def __init__(self) -> None:
        self.kept: dict[str, Held] = {}
        self._claims = 0

    def __getitem__(self, delivery_id: str) -> Delivery:
        return self.kept[delivery_id].delivery

    @property
    def all(self) -> list[Delivery]:
        return [each.delivery for each in self.kept.values()]

    def plan(self, deliveries: Sequence[Delivery]) -> None:
        for each in deliveries:
            self.kept.setdefault(each.id, Held(each, each.planned_at))

    def claim(self, limit: int, *, at: datetime, channel: Channel = Channel.EMAIL) -> Claim:
        self._claims += 1
        waiting = [each for each in self.kept.values() if each.delivery.status is Status.PENDING]
        due = [each for each in waiting if each.due_at <= at and each.delivery.channel is channel]
        mine = sorted(due, key=lambda each: (each.delivery.priority, each.due_at))[:limit]
        for each in mine:
            each.claim, each.phase, each.is_leased = f"claim-{self._claims}", Phase.PREPARING, True
            each.delivery = replace(each.delivery, status=Status.SENDING)
        return Claim(id=f"claim-{self._claims}", deliveries=[each.delivery for each in mine])

    def begin(self, delivery: Delivery, claim: Claim, done: Sequence[Result]) -> None:
        self.settle(claim, done)
        held = self.kept[delivery.id]
        if held.claim != claim.id or held.phase is not Phase.PREPARING:
            raise LeaseLost(delivery.id)
        held.phase, held.is_leased = Phase.HANDING_OVER, True

    def settle(self, claim: Claim, done: Sequence[Result]) -> None:
        for result in done:
            held = self.kept[result.delivery.id]
            if held.claim == claim.id:
                self._end(held, result)

    def give_back(self, claim: Claim) -> None:
        for held in self.kept.values():
            if held.claim == claim.id and held.phase is Phase.PREPARING:
                self._release(held, Status.PENDING)

    def abandoned(self, *, at: datetime, resend: bool, channel: Channel = Channel.EMAIL) -> Sequence[Result]:
        theirs = [each for each in self.kept.values() if each.delivery.channel is channel]
        left = [each for each in theirs if each.claim and not each.is_leased]
        results = [self._ending(each, at, resend=resend) for each in left]
        for held, result in zip(left, results, strict=True):
            self._end(held, result)
        return results

    def again(self, delivery_id: str, *, at: datetime) -> None:
        held = self.kept.get(delivery_id)
        if held is None:
            raise NotFound(delivery_id)
        status = send_again(held.delivery.status)
        held.delivery, held.due_at = replace(held.delivery, status=status, planned_at=at, attempts=0), at

    def in_trouble(self, limit: int) -> Sequence[Delivery]:
        return [each for each in self.all if each.status in {Status.FAILED, Status.UNKNOWN}][:limit]

    def to_somebody(
        self, person_id: str, contact_ids: Collection[str], report_ids: Collection[str], limit: int
    ) -> Sequence[Delivery]:
        mine = [
            each
            for each in self.all
            if each.to.person_id == person_id or (each.to.contact_id in contact_ids and each.report_id in report_ids)
        ]
        return sorted(mine, key=lambda each: each.planned_at, reverse=True)[:limit]

    def page_to(
        self,
        person_id: str,
        contacts: Mapping[str, datetime | None],
        limit: int,
        *,
        known_from: datetime | None = None,
        before: Place | None = None,
    ) -> Sequence[Kept]:
        since: dict[str | None, datetime | None] = {None: known_from}
        since.update(contacts)
        theirs = [
            each
            for each in self.kept.values()
            if _is_theirs(each, person_id, contacts)
            and each.delivery.planned_at >= (since.get(each.delivery.to.contact_id) or each.delivery.planned_at)
        ]
        ordered = sorted(theirs, key=lambda each: (each.delivery.planned_at, each.delivery.id), reverse=True)
        places = ((each, (each.delivery.planned_at, each.delivery.id)) for each in ordered)
        after = [each for each, place in places if before is None or place < (before.planned_at, before.id)]
        return [Kept(delivery=each.delivery, copy=each.copy, due_at=each.due_at) for each in after[:limit]]

    def copies_of(self, delivery_ids: Collection[str]) -> Mapping[str, str]:
        held = (self.kept[each] for each in delivery_ids if each in self.kept)
        return {each.delivery.id: each.copy for each in held if each.copy is not None}

    def count_unknown(self) -> int:
        return sum(each.status is Status.UNKNOWN for each in self.all)

    def due_since(self, *, at: datetime) -> datetime | None:
        unsent = {Status.PENDING, Status.SENDING}
        waiting = [each.due_at for each in self.kept.values() if each.delivery.status in unsent]
        return min((each for each in waiting if each <= at), default=None)

    def forget_leases(self) -> None:
        """Every sender has died and its time is up."""
        for held in self.kept.values():
            held.is_leased = False

    def _ending(self, held: Held, at: datetime, *, resend: bool) -> Result:
        unknown = held.phase is Phase.HANDING_OVER and not resend
        status = Status.UNKNOWN if unknown else Status.PENDING
        return Result(delivery=held.delivery, status=status, at=at, why="sender_ended", next_at=at)

    def _end(self, held: Held, result: Result) -> None:
        if result.channel is not None:
            held.due_at = result.next_at or held.due_at
            is_by_mail = result.is_by_mail or held.delivery.is_by_mail
            held.delivery = replace(held.delivery, channel=result.channel, is_by_mail=is_by_mail)
        elif result.status is Status.PENDING and result.next_at is not None:
            held.due_at, held.digest = result.next_at, result.digest
            failed = 0 if result.is_held or result.was_away else 1
            why = result.why if result.is_held else held.delivery.why
            held.delivery = replace(held.delivery, attempts=held.delivery.attempts + failed, why=why)
        held.copy = result.copy or held.copy
        held.delivery = (
            replace(held.delivery, why=result.why, words="", box=None) if _is_over(result) else held.delivery
        )
        self._release(held, result.status)

    def _release(self, held: Held, status: Status) -> None:
        held.delivery = replace(held.delivery, status=move(Status.SENDING, status))
        held.claim = held.phase = None
        held.is_leased = False


def _is_over(result: Result) -> bool:
    return result.status is not Status.PENDING
