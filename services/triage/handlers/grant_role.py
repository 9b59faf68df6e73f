"""Somebody gives somebody else a role."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import roles as rules
from services.triage.domain.authority import is_administrator, require_administrator
from services.triage.domain.role_proposals import Administrates
from services.triage.ports import RolesOfPeople
from shared.clock import Clock
from shared.events.triage_people import Grant
from shared.ids import PersonId
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    """grant: which role, for which team, until when. reason: a code."""

    person_id: PersonId
    by: str
    grant: Grant
    reason: str
    is_operator: bool = False


def grant_role(command: GrantRole, *, roles: RolesOfPeople, clock: Clock) -> None:
    """By an administrator, or by an operator at the machine. For the weightiest roles two of them must wish the same.

    Raises: NotFound for whoever may not, Refused for oneself and for what cannot be given so.
    """
    at = clock.now()
    if not command.is_operator:
        require_administrator(roles.find(command.by).state, at)

    def attempt() -> None:
        found = roles.find(command.person_id)
        events = rules.grant(
            found.state,
            command.grant,
            to=command.person_id,
            by=command.by,
            reason=command.reason,
            at=at,
            administrates=administrators(roles, at),
            is_operator=command.is_operator,
        )
        roles.append(found, events, by=command.by)

    decide_again(attempt)


def administrators(roles: RolesOfPeople, at: datetime) -> Administrates:
    """Whether somebody gives roles at an instant."""
    return lambda who: is_administrator(roles.find(PersonId(who)).state, at)
