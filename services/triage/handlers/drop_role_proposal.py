"""A role that was proposed is not to be given."""

from dataclasses import dataclass

from services.triage.domain import roles as rules
from services.triage.domain.authority import require_administrator
from services.triage.ports import RolesOfPeople
from shared.clock import Clock
from shared.events.triage_people import Grant
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class DropRoleProposal:
    """grant: what was proposed. reason: a code."""

    person_id: PersonId
    by: str
    grant: Grant
    reason: str
    is_operator: bool = False


def drop_role_proposal(command: DropRoleProposal, *, roles: RolesOfPeople, clock: Clock) -> None:
    """By any administrator, also the one who proposed it, or by an operator. Raises: NotFound, Refused."""
    if not command.is_operator:
        require_administrator(roles.find(command.by).state, clock.now())
    change(
        roles,
        command.person_id,
        lambda held: rules.drop(held, command.grant, to=command.person_id, by=command.by, reason=command.reason),
        by=command.by,
    )
