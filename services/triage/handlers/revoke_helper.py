"""A vetting is taken back, at once."""

from dataclasses import dataclass

from services.triage.domain import offering
from services.triage.domain.authority import require_vetter
from services.triage.ports import Helpers, RolesOfPeople
from shared.clock import Clock
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeHelper:
    person_id: PersonId
    by: str
    reason: str
    is_operator: bool = False


def revoke_helper(command: RevokeHelper, *, helpers: Helpers, roles: RolesOfPeople, clock: Clock) -> None:
    """The next request sees it (rule R7). reason: a code. Raises: NotFound, Refused."""
    if not command.is_operator:
        require_vetter(roles.find(command.by).state, by=command.by, of=command.person_id, at=clock.now())
    change(
        helpers,
        command.person_id,
        lambda helper: offering.revoke(helper, why=command.reason),
        by=command.by,
    )
