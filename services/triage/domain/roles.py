"""Who may do what here: roles are given by others, never by oneself, and the weightiest by two people."""

from dataclasses import dataclass, field
from datetime import datetime

from shared.events.triage_people import Grant, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A role that waits for a second person."""

    grant: Grant
    proposed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What one person may do."""

    grants: list[Grant] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    def now(self, at: datetime) -> frozenset[Role]:
        """The roles that hold at an instant."""
        return frozenset(one.role for one in self.grants if _holds(one, at))

    def teams(self, role: Role, at: datetime) -> frozenset[str]:
        """The teams for which they hold a role."""
        return frozenset(one.team for one in self.grants if one.role is role and one.team and _holds(one, at))


def _holds(grant: Grant, at: datetime) -> bool:
    return grant.expires_at is None or at < grant.expires_at
