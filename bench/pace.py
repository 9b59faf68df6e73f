"""When the next request is due: at once after an answer (finds the highest rate), or by the clock, as people ask."""

from dataclasses import dataclass
from enum import StrEnum


class Loop(StrEnum):
    """closed: each connection asks again when it was answered. open: so many a second, whatever was answered."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """rate: requests a second, of an open loop alone. Times are Unix seconds."""

    seconds: float
    loop: Loop = Loop.CLOSED
    rate: float = 0.0

    def due(self, place: int, *, began: float, now: float) -> float | None:
        """When the request with this place in the row is to be sent; None when no more are.

        In an open loop time is counted from when a request was due, not from when it could be sent: a server that
        stands still delays them all.
        """
        at = now if self.loop is Loop.CLOSED else began + place / self.rate
        return at if at < began + self.seconds else None
