"""A neighbour who offered to help: what they offer, how often they may be asked, what they said yes to."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.events.place import Place
from shared.events.triage_people import Hours

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What keeps helpers from being worn out (rule R11)."""

    open_assignments: int
    invitations_a_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The helper's side of a yes. It lapses by itself unless the case confirms it.

    case_version: the case's when it was made; what the case tells of earlier versions does not concern it.
    """

    lapses_at: datetime
    case_version: int
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One turn used."""

    case_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """languages: the first is the one we write in. hours: when they may be asked; none means whenever.

    tier: of vetting, while `tier_expires_at` is not past. asked: the last week's turns, oldest first. claims: by case.
    blocked: contact ids of people they shall not meet. has_stopped: they help no more, unless they offer it anew.
    """

    first_name: str = ""
    home: Place | None = None
    address: str | None = None
    languages: list[str] = field(default_factory=list)
    capabilities: list[str] = field(default_factory=list)
    radius_m: int = 0
    hours: list[Hours] = field(default_factory=list)
    is_demo: bool = False
    tier: int = 0
    tier_expires_at: datetime | None = None
    is_revoked: bool = False
    is_paused: bool = False
    paused_until: datetime | None = None
    asked: list[Asked] = field(default_factory=list)
    last_asked_at: datetime | None = None
    claims: dict[str, Claim] = field(default_factory=dict)
    blocked: list[str] = field(default_factory=list)
    has_stopped: bool = False
    is_erased: bool = False

    @property
    def language(self) -> str:
        return self.languages[0] if self.languages else ""

    @property
    def helps(self) -> bool:
        """They have not stopped, and nobody has stopped them; for what, their vetting says."""
        return not (self.is_revoked or self.has_stopped)

    def tier_on(self, at: datetime) -> int:
        """The vetting that holds at an instant (rule R7)."""
        has_expired = self.tier_expires_at is not None and self.tier_expires_at <= at
        return 0 if has_expired else self.tier

    def is_paused_at(self, at: datetime) -> bool:
        return self.is_paused and (self.paused_until is None or at < self.paused_until)

    def asked_since(self, at: datetime) -> int:
        return sum(one.at > at for one in self.asked)

    def claim_on(self, case_id: str, at: datetime) -> Claim | None:
        """Their claim on a case, if it stands: not revoked, not lapsed (rule R7)."""
        claim = self.claims.get(case_id)
        stands = claim is not None and not self.is_revoked and (claim.is_confirmed or at < claim.lapses_at)
        return claim if stands else None
