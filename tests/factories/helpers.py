"""Helpers for tests: who may be asked about anything, unless told otherwise."""

from collections.abc import Sequence
from datetime import datetime

from services.triage.domain.helper import Helper, Limits
from services.triage.domain.helper_evolve import evolve
from shared.events.fold import fold
from shared.events.place import Place
from shared.events.triage_people import HelperEvent, HelperHomeTold, HelperRegistered, HelperVetted, Hours

LIMITS = Limits(open_assignments=2, invitations_a_week=4)
NEAR = Place(lat=60.171, long=24.941)
"""About 125 m from the square of the cases."""


def registered(
    *,
    capabilities: Sequence[str] = ("snow_shovelling",),
    languages: Sequence[str] = ("en",),
    radius_m: int = 2000,
    hours: Sequence[Hours] = (),
) -> HelperRegistered:
    return HelperRegistered(
        first_name="Ada",
        languages=list(languages),
        capabilities=list(capabilities),
        radius_m=radius_m,
        hours=list(hours),
    )


def living(*, home: Place = NEAR, address: str | None = None) -> HelperHomeTold:
    return HelperHomeTold(home=home, address=address)


def vetted(tier: int = 3, expires_at: datetime | None = None) -> HelperVetted:
    return HelperVetted(tier=tier, expires_at=expires_at)


def helper_after(*events: HelperEvent) -> Helper:
    """The helper to whom this happened, after they registered and were vetted."""
    return fold(evolve, Helper(), (living(), registered(), vetted(), *events))
