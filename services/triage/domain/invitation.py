"""One helper asked in one wave, and what may become of the asking."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.events.triage import Circle


class InvitationStatus(StrEnum):
    """`pending → (willing →) accepted | declined | expired | withdrawn | stood_down`.

    Nothing leads to `seen` any more: a page that is opened changes nothing (rule R17), and whoever only reads owes no
    answer and leaves no trace (rule R10). It stays a state so that every history can be read.
    """

    PENDING = "pending"
    SEEN = "seen"
    WILLING = "willing"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    STOOD_DOWN = "stood_down"


AWAITED = frozenset({InvitationStatus.PENDING, InvitationStatus.SEEN})
STANDING = AWAITED | {InvitationStatus.WILLING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the helper was told, which is all that rule R5 lets them know before they have the slot.

    turn: their place in the fair order of the wave. distance_band_m: (from, to). draw_at: when the willing are drawn.
    come_at: when to come; None where nobody said it.
    """

    invitation_id: str
    wave: int
    turn: int
    expires_at: datetime
    task: str
    area: Circle
    distance_band_m: list[int]
    minutes: int
    why_me: list[str]
    risks: list[str] = field(default_factory=list)
    status: InvitationStatus = field(default=InvitationStatus.PENDING, metadata={"by_value": True})
    draw_at: datetime | None = None
    come_at: datetime | None = None

    @property
    def is_awaited(self) -> bool:
        """The helper has not answered."""
        return self.status in AWAITED

    @property
    def stands(self) -> bool:
        """It may still lead to the slot."""
        return self.status in STANDING
