"""Who may do what here: roles are given by others, never by oneself, and the weightiest by two people."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from services.triage.domain.reasons import No
from shared.errors import Refused
from shared.events.triage_people import Grant, Role, RoleEvent, RoleGranted, RoleProposed, RoleRevoked, RolesState

BY_TWO = frozenset({Role.SAFEGUARDING_LEAD})


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


def grant(roles: Roles, wish: Grant, *, to: str, by: str, reason: str | None = None) -> tuple[RoleEvent, ...]:
    """Nobody gives themselves a role; for the safeguarding lead a second person must wish the same.

    Raises: Refused.
    """
    if to == by:
        raise Refused(No.NOT_BY_ONESELF)
    if wish.role is Role.CASEWORKER and wish.team is None:
        raise Refused(No.TEAM_NEEDED)
    if wish in roles.grants:
        return ()
    if wish.role not in BY_TWO:
        return (_granted(wish, reason),)
    return _by_two(roles, wish, by, reason)


def revoke(roles: Roles, *, role: Role, team: str | None, reason: str | None = None) -> tuple[RoleEvent, ...]:
    """Takes effect with the next request of whoever held it."""
    held = any(one.role is role and one.team == team for one in roles.grants)
    return (RoleRevoked(role=role, team=team, reason=reason),) if held else ()


def take_all(roles: Roles, *, reason: str) -> tuple[RoleEvent, ...]:
    """Whoever is erased holds none."""
    return tuple(RoleRevoked(role=one.role, team=one.team, reason=reason) for one in roles.grants)


def evolve(roles: Roles, event: RoleEvent) -> Roles:
    """A role is held once for each team; granting it again replaces it."""
    match event:
        case RoleProposed():
            wish = Grant(role=event.role, team=event.team, expires_at=event.expires_at)
            return replace(roles, proposals=[*roles.proposals, Proposal(grant=wish, proposed_by=event.proposed_by)])
        case RoleGranted():
            given = Grant(role=event.role, team=event.team, expires_at=event.expires_at)
            waiting = [one for one in roles.proposals if one.grant != given]
            return Roles(grants=[*_but(roles.grants, event.role, event.team), given], proposals=waiting)
        case RoleRevoked():
            return replace(roles, grants=_but(roles.grants, event.role, event.team))
        case _:
            assert_never(event)


def public_state(roles: Roles) -> RolesState:
    return RolesState(grants=roles.grants)


def _by_two(roles: Roles, wish: Grant, by: str, reason: str | None) -> tuple[RoleEvent, ...]:
    proposed_by = {one.proposed_by for one in roles.proposals if one.grant == wish}
    if proposed_by - {by}:
        return (_granted(wish, reason),)
    if by in proposed_by:
        return ()
    return (RoleProposed(proposed_by=by, role=wish.role, team=wish.team, expires_at=wish.expires_at, reason=reason),)


def _granted(wish: Grant, reason: str | None) -> RoleGranted:
    return RoleGranted(role=wish.role, team=wish.team, expires_at=wish.expires_at, reason=reason)


def _but(grants: list[Grant], role: Role, team: str | None) -> list[Grant]:
    return [one for one in grants if (one.role, one.team) != (role, team)]
