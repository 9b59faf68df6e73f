"""Somebody takes a role back."""

from dataclasses import dataclass

from services.triage.domain import roles as rules
from services.triage.domain.authority import require_administrator
from services.triage.ports import RolesOfPeople
from shared.clock import Clock
from shared.events.triage_people import Role
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRole:
    """reason: a code."""

    person_id: PersonId
    by: str
    role: Role
    reason: str
    team: str | None = None
    is_operator: bool = False


def revoke_role(command: RevokeRole, *, roles: RolesOfPeople, clock: Clock) -> None:
    """By an administrator, or by an operator at the machine. Raises: NotFound, Refused for oneself."""
    if not command.is_operator:
        require_administrator(roles.find(command.by).state, clock.now())
    change(
        roles,
        command.person_id,
        lambda held: rules.revoke(
            held, role=command.role, team=command.team, to=command.person_id, by=command.by, reason=command.reason
        ),
        by=command.by,
    )
