"""Send what is due: each message once, or at most once where a crash hides how it went (rule R16)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from services.notify.domain.delivery import Delivery, Status, Why, next_attempt_at
from services.notify.domain.sending import EMAIL, DailyCaps, Reader, allowance, objection
from services.notify.ports.messages import (
    Archive,
    ChannelAway,
    Claim,
    DayPlaces,
    Deferred,
    Deliveries,
    Known,
    LeaseLost,
    Letters,
    MailChannel,
    Opens,
    OutcomeUnknown,
    Result,
)
from shared.clock import Clock
from shared.errors import TryAgain, Undeliverable
from shared.sealing import Unreadable

OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessages:
    limit: int = 25


@dataclass(slots=True, kw_only=True)
class Ending:
    """How a batch ended, until the database knows. is_cut_short: some of it was not begun."""

    claim: Claim
    results: Sequence[Result]
    is_cut_short: bool


@dataclass(slots=True)
class Drawer:
    """Holds one batch at most: nothing is taken before what is known of the last one is written."""

    ending: Ending | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffice:
    """The ports of sending. day_of: the day of an instant in the pack's zone. on_failed: tells whoever must know."""

    deliveries: Deliveries
    archive: Archive
    places: DayPlaces
    opens: Opens
    letters: Letters
    channel: MailChannel
    clock: Clock
    caps: DailyCaps
    day_of: Callable[[datetime], date]
    on_failed: Callable[[Delivery], None]
    drawer: Drawer = field(default_factory=Drawer)


def send_messages(command: SendMessages, *, office: PostOffice) -> list[Result]:
    """Take a batch and send it; returns what became of each message of it.

    Raises: ChannelAway when nothing can be sent now; what was not handed over is due again. TryAgain when the database
    is away; what is known then is written first the next time.
    """
    settle_known(office=office)
    claim = office.deliveries.claim(command.limit, at=office.clock.now())
    if not claim.deliveries:
        return []
    known = office.archive.about(claim.deliveries)
    batch = _Batch(office, claim, known)
    try:
        for delivery in claim.deliveries:
            batch.send(delivery)
    finally:
        office.drawer.ending = batch.ending
        settle_known(office=office)
    return batch.results


def settle_known(*, office: PostOffice) -> None:
    """Write down how the last batch ended, if that could not be done at once.

    Its claim is the fence: what others found meanwhile stands. Raises: TryAgain when the database is still away.
    """
    ending = office.drawer.ending
    if ending is None:
        return
    office.deliveries.settle(ending.claim, ending.results)
    if ending.is_cut_short:
        office.deliveries.give_back(ending.claim)
    office.drawer.ending = None


@dataclass(slots=True)
class _Batch:
    """results: of all so far. unwritten: those of them that are not in the database yet.

    own: deliveries about what their reader told signed in, as the box says in which it came.
    """

    office: PostOffice
    claim: Claim
    known: Known
    results: list[Result] = field(default_factory=list)
    unwritten: list[Result] = field(default_factory=list)
    own: set[str] = field(default_factory=set)

    def send(self, delivery: Delivery) -> None:
        """Raises: ChannelAway; TryAgain from the database, which is asked before sending and after a refusal only."""
        try:
            result = self._hand_over(delivery)
        except LeaseLost:
            return
        except ChannelAway:
            raise
        except TryAgain:
            self.unwritten.append(self._not_gone(delivery))
            raise
        self.results.append(result)
        self.unwritten.append(result)

    @property
    def ending(self) -> Ending:
        is_cut_short = len(self.results) < len(self.claim.deliveries)
        return Ending(claim=self.claim, results=self.unwritten, is_cut_short=is_cut_short)

    def _hand_over(self, delivery: Delivery) -> Result:
        """What says no to one message ends that one alone. Raises: ChannelAway, LeaseLost."""
        try:
            return self._attempt(delivery)
        except Unreadable:
            return self._failed(delivery, Why.UNREADABLE_BOX)
        except Undeliverable as final:
            return self._failed(delivery, final.reason)
        except OutcomeUnknown as unknown:
            return self._result(delivery, Status.UNKNOWN, why=unknown.reason)
        except Deferred:
            return self._put_off(delivery)

    def _attempt(self, delivery: Delivery) -> Result:
        matter = self.known.matters.get(delivery.report_id or "")
        reader = self.known.readers.get(delivery.id)
        at = self.office.clock.now()
        why = objection(delivery, matter=matter, reader=reader, at=at)
        if why is not None or reader is None:
            return self._result(delivery, Status.SUPPRESSED, why=why)
        opened = self.office.opens.open(delivery.box or reader.box)
        if opened.get("told_by") == OWNER:
            self.own.add(delivery.id)
        if opened.get("kind") != EMAIL:
            return self._result(delivery, Status.SUPPRESSED, why=Why.NO_CHANNEL)
        letter = self.office.letters.write(
            delivery, opened, matter=matter, reader=reader, names=self.known.names, at=at
        )
        if not self._has_place(delivery, reader):
            return self._result(delivery, Status.SUPPRESSED, why=Why.DAILY_LIMIT)
        self.office.channel.hand_over(letter, at_the_brink=lambda: self._begin(delivery))
        return self._result(delivery, Status.SENT)

    def _has_place(self, delivery: Delivery, reader: Reader) -> bool:
        """Asked last, for a place that is taken counts unless the message fails: it may have arrived."""
        allowed = allowance(delivery, reader, self.office.caps, is_own=delivery.id in self.own)
        return allowed is None or self.office.places.take(delivery.id, allowed, day=self._today())

    def _failed(self, delivery: Delivery, why: str) -> Result:
        self.office.on_failed(delivery)
        reader = self.known.readers.get(delivery.id)
        is_own = delivery.id in self.own
        allowed = allowance(delivery, reader, self.office.caps, is_own=is_own) if reader else None
        if allowed is not None:
            self.office.places.give_back(delivery.id, allowed, day=self._today())
        return self._result(delivery, Status.FAILED, why=why)

    def _today(self) -> date:
        return self.office.day_of(self.office.clock.now())

    def _begin(self, delivery: Delivery) -> None:
        self.office.deliveries.begin(delivery, self.claim, self.unwritten)
        self.unwritten = []

    def _not_gone(self, delivery: Delivery) -> Result:
        at = self.office.clock.now()
        return Result(delivery=delivery, status=Status.PENDING, at=at, next_at=at)

    def _put_off(self, delivery: Delivery) -> Result:
        at = self.office.clock.now()
        next_at = next_attempt_at(delivery, at=at)
        if next_at is None:
            return self._failed(delivery, Why.GAVE_UP)
        return Result(delivery=delivery, status=Status.PENDING, at=at, next_at=next_at)

    def _result(self, delivery: Delivery, status: Status, *, why: str | None = None) -> Result:
        return Result(delivery=delivery, status=status, at=self.office.clock.now(), why=why)
