"""What to look for when neighbours are wanted."""

from dataclasses import dataclass
from datetime import datetime

from shared.events.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Helpers with this capability and tier who live within `radius_m` of the place and may be asked at `at`.

    newcomers: only those never asked; else only those asked before.
    """

    place: Place
    radius_m: int
    capability: str
    tier: int
    at: datetime
    newcomers: bool
