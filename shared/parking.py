"""The port through which consumers let a message wait until what it refers to is known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A message as it came. lane: topic and key, within which order holds. place: partition and offset, sortable."""

    lane: str
    place: str
    topic: str
    value: bytes
    parked_at: datetime


class ParkedMessages(Protocol):
    """Every call may block on a database, and raises TryAgain when it is away."""

    def busy(self, lanes: Collection[str]) -> set[str]:
        """Which of these lanes have somebody waiting."""

    def park(self, message: Parked) -> None:
        """Parking twice is parking once."""

    def lanes(self, *, after: str, limit: int) -> Sequence[str]:
        """Lanes with somebody waiting, by name, from the first one after `after`."""

    def lane(self, lane: str, limit: int) -> Sequence[Parked]:
        """Who waits in this lane, in order."""

    def release(self, message: Parked) -> None:
        """It has been handled."""

    def count(self) -> int:
        """How many wait, more or less."""

    def oldest(self) -> datetime | None:
        """Since when the one waits who has waited longest."""
