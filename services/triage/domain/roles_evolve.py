"""What the roles of somebody become by what happened, and what other services may know of them."""

from dataclasses import replace
from typing import assert_never

from services.triage.domain.role_proposals import Proposal
from services.triage.domain.roles import Roles
from shared.events.triage_people import (
    Grant,
    ProposalDropped,
    Role,
    RoleEvent,
    RoleGranted,
    RoleProposed,
    RoleRevoked,
    RolesState,
)


def evolve(roles: Roles, event: RoleEvent) -> Roles:
    """A role is held once for each team; granting it again replaces it."""
    match event:
        case RoleProposed():
            proposal = Proposal(
                grant=_wish(event),
                proposed_by=event.proposed_by,
                reason=event.reason,
                by_operator=event.by_operator,
            )
            return replace(roles, proposals=[*roles.proposals, proposal])
        case RoleGranted():
            given = _wish(event)
            kept = _but(roles.grants, event.role, event.team)
            return Roles(grants=[*kept, given], proposals=_without(roles, given))
        case ProposalDropped():
            return replace(roles, proposals=_without(roles, _wish(event)))
        case RoleRevoked():
            return replace(roles, grants=_but(roles.grants, event.role, event.team))
        case _:
            assert_never(event)


def public_state(roles: Roles) -> RolesState:
    return RolesState(grants=roles.grants)


def _wish(event: RoleProposed | RoleGranted | ProposalDropped) -> Grant:
    return Grant(role=event.role, team=event.team, expires_at=event.expires_at)


def _but(grants: list[Grant], role: Role, team: str | None) -> list[Grant]:
    return [one for one in grants if (one.role, one.team) != (role, team)]


def _without(roles: Roles, wish: Grant) -> list[Proposal]:
    return [one for one in roles.proposals if one.grant != wish]
