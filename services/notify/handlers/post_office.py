"""What sends by one channel: its ports, and a batch that ended before the database knew how."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic
from typing import Generic, TypeVar

from services.notify.domain.delivery import Channel, Delivery
from services.notify.domain.sending import DailyCaps
from services.notify.handlers.daily_mail import DailyMail
from services.notify.ports.boxes import Opens
from services.notify.ports.channels import HandsOver
from services.notify.ports.messages import Archive, Claim, DayPlaces, Deliveries, Result
from services.notify.ports.people import Seals
from services.notify.ports.writing import Readable, Writes
from shared.clock import Clock

Message = TypeVar("Message", bound=Readable)


def anywhere(_address: str) -> bool:
    """A mail costs the same wherever it goes."""
    return True


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
class PostOffice(Generic[Message]):
    """The ports of sending by one channel. day_of: the day of an instant in the pack's zone.

    on_failed: tells whoever must know. on_gone: notes that a verified address, by its contact_id, leads nowhere.
    goes_to: whether what strangers may have brought about goes to this address.
    sends: which channel it is. zone: the pack's, for readers who did not say theirs. daily: None for a channel by which
    no daily mail goes. monotonic: real seconds, however fast the clock goes.
    """

    deliveries: Deliveries
    archive: Archive
    places: DayPlaces
    opens: Opens
    letters: Writes[Message]
    channel: HandsOver[Message]
    clock: Clock
    caps: DailyCaps
    day_of: Callable[[datetime], date]
    on_failed: Callable[[Delivery], None]
    on_gone: Callable[[str], None]
    seals: Seals
    zone: str
    goes_to: Callable[[str], bool] = anywhere
    daily: DailyMail | None = None
    sends: Channel = Channel.EMAIL
    monotonic: Callable[[], float] = monotonic
    drawer: Drawer = field(default_factory=Drawer)
