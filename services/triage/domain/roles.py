"""Who may do what here: roles are given by others, never by oneself, until a day, and the weightiest by two people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.triage.domain.reasons import No
from services.triage.domain.role_proposals import Administrates, Proposal, standing
from shared.errors import Refused
from shared.events.triage_people import (
    Grant,
    ProposalDropped,
    Role,
    RoleEvent,
    RoleGranted,
    RoleProposed,
    RoleRevoked,
)

BY_TWO = frozenset({Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR})
"""Who sees what is most protected, and who gives roles."""

OF_NO_TEAM = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.HELPER})
LONGEST = timedelta(days=731)
"""How long a role lasts at most before somebody must think about it again."""

USUALLY = timedelta(days=365)
"""How long it lasts where nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What one person may do."""

    grants: list[Grant] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    def now(self, at: datetime) -> frozenset[Role]:
        """The roles that hold at an instant."""
        return frozenset(one.role for one in self.grants if holds(one, at))

    def teams(self, role: Role, at: datetime) -> frozenset[str]:
        """The teams for which they hold a role."""
        return frozenset(one.team for one in self.grants if one.role is role and one.team and holds(one, at))


def holds(grant: Grant, at: datetime) -> bool:
    """It ends by itself: at its end it holds no more."""
    return grant.expires_at is None or at < grant.expires_at


def grant(
    roles: Roles,
    wish: Grant,
    *,
    to: str,
    by: str,
    reason: str,
    at: datetime,
    administrates: Administrates,
    is_operator: bool = False,
) -> tuple[RoleEvent, ...]:
    """Nobody gives themselves a role; for the weightiest a second person must wish the same.

    Raises: Refused.
    """
    _require_another(to, by)
    _require_team(wish)
    _require_end(wish, at)
    if wish in roles.grants:
        return ()
    if not needs_two(roles, wish, at=at, is_operator=is_operator):
        return (_granted(wish, reason),)
    proposal = RoleProposed(
        proposed_by=by,
        role=wish.role,
        team=wish.team,
        expires_at=wish.expires_at,
        reason=reason,
        by_operator=is_operator,
    )
    return _by_two(standing(roles.proposals, wish, administrates), proposal, wish)


def needs_two(roles: Roles, wish: Grant, *, at: datetime, is_operator: bool = False) -> bool:
    """Whether one person alone cannot give it.

    An administrator comes by one where that is an operator, for the first has nobody beside them; and an administrator
    who is one already goes on by one, so that of two each can renew the other.
    """
    if wish.role is Role.ADMINISTRATOR and (is_operator or Role.ADMINISTRATOR in roles.now(at)):
        return False
    return wish.role in BY_TWO


def second(
    roles: Roles, wish: Grant, *, to: str, by: str, at: datetime, administrates: Administrates
) -> tuple[RoleEvent, ...]:
    """Somebody agrees with what another proposed, for the same reason, while the other may still propose it.

    Raises: Refused.
    """
    _require_another(to, by)
    proposed = standing(roles.proposals, wish, administrates)
    if proposed is None:
        raise Refused(No.NOT_PROPOSED_ANY_MORE)
    if not holds(wish, at):
        raise Refused(No.END_PASSED)
    if proposed.proposed_by == by:
        raise Refused(No.SECOND_PERSON_NEEDED)
    return (_granted(wish, proposed.reason),)


def drop(roles: Roles, wish: Grant, *, to: str, by: str, reason: str) -> tuple[RoleEvent, ...]:
    """What was proposed is not to be, whoever proposed it. Raises: Refused."""
    _require_another(to, by)
    if all(one.grant != wish for one in roles.proposals):
        return ()
    return (ProposalDropped(role=wish.role, team=wish.team, expires_at=wish.expires_at, reason=reason),)


def revoke(roles: Roles, *, role: Role, team: str | None, to: str, by: str, reason: str) -> tuple[RoleEvent, ...]:
    """Takes effect with the next request of whoever held it. Raises: Refused."""
    _require_another(to, by)
    held = any(one.role is role and one.team == team for one in roles.grants)
    return (RoleRevoked(role=role, team=team, reason=reason),) if held else ()


def take_all(roles: Roles, *, reason: str) -> tuple[RoleEvent, ...]:
    """Whoever is erased holds none."""
    return tuple(RoleRevoked(role=one.role, team=one.team, reason=reason) for one in roles.grants)


def stop_helping(roles: Roles, *, reason: str) -> tuple[RoleEvent, ...]:
    """Whoever helps no more is no helper; what else they do here goes on."""
    return tuple(RoleRevoked(role=one.role, team=one.team, reason=reason) for one in roles.grants if _helps(one))


def _require_another(to: str, by: str) -> None:
    if to == by:
        raise Refused(No.NOT_BY_ONESELF)


def _require_team(wish: Grant) -> None:
    if wish.role is Role.CASEWORKER and wish.team is None:
        raise Refused(No.TEAM_NEEDED)
    if wish.role in OF_NO_TEAM and wish.team is not None:
        raise Refused(No.NO_TEAM)


def _require_end(wish: Grant, at: datetime) -> None:
    if wish.expires_at is None:
        raise Refused(No.END_MISSING)
    if wish.expires_at <= at:
        raise Refused(No.END_PASSED)
    if wish.expires_at > at + LONGEST:
        raise Refused(No.END_TOO_FAR)


def _by_two(first: Proposal | None, proposal: RoleProposed, wish: Grant) -> tuple[RoleEvent, ...]:
    if first is None:
        return (proposal,)
    return () if first.proposed_by == proposal.proposed_by else (_granted(wish, proposal.reason),)


def _granted(wish: Grant, reason: str | None) -> RoleGranted:
    return RoleGranted(role=wish.role, team=wish.team, expires_at=wish.expires_at, reason=reason)


def _helps(grant: Grant) -> bool:
    return grant.role is Role.HELPER
