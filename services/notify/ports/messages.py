"""What is needed to plan messages, to take those that are due, and to know what became of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from services.notify.domain.delivery import HOLDS, Channel, Delivery, Status
from services.notify.domain.matter import Matter
from services.notify.domain.receipt import Receipt
from services.notify.domain.sending import Allowance, Reader


class LeaseLost(Exception):
    """Somebody else has taken this message over: leave it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one delivery ended for now. next_at: when a pending one is due again.

    copy: sealed, what its reader finds among their messages; None where that is as it was. digest: the daily mail for
    which it waits. is_held: its reader wants it later, which is no attempt that failed. channel: the other way that it
    goes from now on, because its reader is reached so. is_by_mail: it stays with the mail that it goes by now.
    is_stuck: it protects somebody, was put off, and there is no other way to its reader. was_away: it waits because
    nothing could be handed over, which is no attempt and no step of its own.
    """

    delivery: Delivery
    status: Status
    at: datetime
    why: str | None = None
    next_at: datetime | None = None
    copy: str | None = None
    digest: str | None = None
    channel: Channel | None = None
    is_by_mail: bool = False
    is_stuck: bool = False
    was_away: bool = False

    @property
    def is_held(self) -> bool:
        return self.status is Status.PENDING and self.why in HOLDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A batch that one sender holds for a while. id: new for every batch."""

    id: str
    deliveries: Sequence[Delivery]


class DeliveriesToRead(Protocol):
    """For questions: what was written to somebody, and what came of it."""

    def to_somebody(
        self, person_id: str, contact_ids: Collection[str], report_ids: Collection[str], limit: int
    ) -> Sequence[Delivery]:
        """Messages to this person, and those about these reports to these addresses; the newest first."""

    def page_to(
        self,
        person_id: str,
        contacts: "Mapping[str, datetime | None]",
        limit: int,
        *,
        known_from: datetime | None = None,
        before: "Place | None" = None,
    ) -> Sequence["Kept"]:
        """The same as it stands among their messages, from there on: what went out, what waits, what they did not want.

        contacts: from when on what was told to each is theirs, None for all of it; known_from: to the person. Not what
        was put together in a daily mail, which is no message of its own.
        """

    def copies_of(self, delivery_ids: Collection[str]) -> Mapping[str, str]:
        """What readers find among their messages, sealed, by delivery id."""

    def in_trouble(self, limit: int) -> Sequence[Delivery]:
        """Failed and unknown, the newest first."""

    def count_unknown(self) -> int: ...


class Deliveries(DeliveriesToRead, Protocol):
    """All messages. Leases count in the machine's time; every other instant is the product's."""

    def plan(self, deliveries: Sequence[Delivery]) -> None:
        """Planning twice is planning once."""

    def claim(self, limit: int, *, at: datetime, channel: Channel = Channel.EMAIL) -> Claim:
        """Take what is due by this channel, the most urgent first."""

    def begin(self, delivery: Delivery, claim: Claim, done: Sequence[Result]) -> None:
        """Write down that this one is being handed over now, and how those before it ended.

        Raises: LeaseLost if it is held no longer.
        """

    def settle(self, claim: Claim, done: Sequence[Result]) -> None:
        """Write down how these ended, as far as they are still held."""

    def give_back(self, claim: Claim) -> None:
        """Let others have what of it was not begun."""

    def abandoned(self, *, at: datetime, resend: bool, channel: Channel = Channel.EMAIL) -> Sequence[Result]:
        """Take care of what a sender left behind: what was not handed over goes back, of the rest nobody knows.

        resend: send that again instead. Returns what became of each.
        """

    def again(self, delivery_id: str, *, at: datetime) -> None:
        """Send once more what failed, or of which nobody knows: a person decided so.

        Raises: NotFound, IllegalMove, StaleVersion when somebody was faster.
        """

    def due_since(self, *, at: datetime) -> datetime | None:
        """When the oldest fell due of those that are due or that a sender holds; None if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of messages ends: after this one."""

    planned_at: datetime
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """copy: sealed, as it was sent; None for one that waits, or whose words were erased. due_at: of one that waits."""

    delivery: Delivery
    copy: str | None
    due_at: datetime


class Receipts(Protocol):
    """What gateways tell of text messages that they took."""

    def apply(self, receipt: Receipt) -> Result | None:
        """What becomes of the message; None if nothing does. What comes before the sending is written down is kept.

        Raises: NotFound for a message that nobody knows.
        """

    def overtaken(self) -> Sequence[Result]:
        """Take up what came too early and can be told apart now."""


class Calls(Protocol):
    def because_of(self, call: Delivery) -> Sequence[Delivery]:
        """Every call for help that tells of the same event, this one among them. May raise TryAgain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a batch of messages is made of. readers: by delivery id. names: first names by person_id."""

    matters: Mapping[str, Matter] = field(default_factory=dict)
    readers: Mapping[str, Reader] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class DayPlaces(Protocol):
    """Whatever number of senders ask at once, no more places of a day are taken than there are."""

    def take(self, delivery_id: str, allowance: Allowance, *, day: date) -> bool:
        """Whether this message has a place now; one that has it keeps it. day: in the pack's zone."""

    def give_back(self, delivery_id: str, allowance: Allowance, *, day: date) -> None:
        """It will not arrive."""


class Archive(Protocol):
    def about(self, deliveries: Sequence[Delivery]) -> Known:
        """Everything at once: the cost of a message must not grow with what it needs to know."""
