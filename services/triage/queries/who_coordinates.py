"""Who coordinates those who help, today."""

from datetime import datetime

from services.triage.ports import RolesToRead
from shared.events.triage_people import Role

_LOOKED_AT = 100
"""More coordinators than anybody has, those among them whose role ended by itself."""


def who_coordinates(*, roles: RolesToRead, now: datetime) -> frozenset[str]:
    """Their person_ids."""
    held = roles.holding(Role.COORDINATOR, after="", limit=_LOOKED_AT)
    return frozenset(one.id for one in held if Role.COORDINATOR in one.state.now(now))
