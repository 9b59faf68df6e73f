"""Somebody checked who a helper is."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import offering
from services.triage.domain.authority import require_vetter
from services.triage.ports import Helpers, RolesOfPeople
from shared.clock import Clock
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class VetHelper:
    person_id: PersonId
    by: str
    tier: int
    expires_at: datetime | None = None
    is_operator: bool = False


def vet_helper(command: VetHelper, *, helpers: Helpers, roles: RolesOfPeople, clock: Clock) -> None:
    """Tiers: 0 none, 1 identity, 2 trained and referenced, 3 background-checked. Raises: NotFound, Refused."""
    if not command.is_operator:
        require_vetter(roles.find(command.by).state, by=command.by, of=command.person_id, at=clock.now())
    change(
        helpers,
        command.person_id,
        lambda helper: offering.vet(helper, tier=command.tier, expires_at=command.expires_at),
        by=command.by,
    )
