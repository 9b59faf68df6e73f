"""A second administrator agrees with a role that another proposed."""

from dataclasses import dataclass

from services.triage.domain import roles as rules
from services.triage.domain.authority import require_administrator
from services.triage.handlers.grant_role import administrators
from services.triage.ports import RolesOfPeople
from shared.clock import Clock
from shared.events.triage_people import Grant
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondRole:
    """grant: what was proposed."""

    person_id: PersonId
    by: PersonId
    grant: Grant


def second_role(command: SecondRole, *, roles: RolesOfPeople, clock: Clock) -> None:
    """Neither whoever proposed it nor whoever gets it. Raises: NotFound, Refused."""
    at = clock.now()
    require_administrator(roles.find(command.by).state, at)
    change(
        roles,
        command.person_id,
        lambda held: rules.second(
            held,
            command.grant,
            to=command.person_id,
            by=command.by,
            at=at,
            administrates=administrators(roles, at),
        ),
        by=command.by,
    )
