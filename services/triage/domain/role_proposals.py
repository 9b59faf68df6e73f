"""What one person proposed and a second has not agreed with yet: the weightiest roles wait so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shared.events.triage_people import Grant

Administrates = Callable[[str], bool]
"""Whether somebody may give roles now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A role that waits for a second person. by_operator: at the machine, where nobody's role is asked for."""

    grant: Grant
    proposed_by: str
    reason: str | None = None
    by_operator: bool = False


def standing(proposals: Iterable[Proposal], wish: Grant, administrates: Administrates) -> Proposal | None:
    """What somebody proposed who may no longer give roles is proposed by nobody."""
    same = (one for one in proposals if one.grant == wish)
    return next((one for one in same if one.by_operator or administrates(one.proposed_by)), None)
