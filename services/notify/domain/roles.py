"""Who holds a role, and for which team."""

from collections.abc import Iterable
from datetime import datetime

from shared.events.triage_people import Grant


def holds(grants: Iterable[Grant], role: str, *, team: str | None, at: datetime) -> bool:
    """For this team; whoever holds it for no team in particular holds it for every one, as triage has it.

    team: None where nobody knows yet whose it is.
    """
    standing = [each for each in grants if each.role == role and (each.expires_at is None or at < each.expires_at)]
    teams = {each.team for each in standing if each.team}
    return bool(standing) and (not teams or team in teams)
