"""What a coordinator must look at first: somebody stopped, is not back, or was never heard of."""

from collections.abc import Sequence

from services.triage.domain.shelves import Alarm, ShelvedCase, alarm_shelf
from services.triage.ports import CasesToRead

MOST_SHOWN = 20


def alarms_now(teams: frozenset[str], *, cases: CasesToRead) -> Sequence[ShelvedCase]:
    """Unsafe ones first. teams: of whose cases; nobody's in particular means everybody's."""
    found = {each.case_id: each for alarm in Alarm for each in _standing(alarm, cases)}
    return [each for each in found.values() if not teams or each.team in teams]


def _standing(alarm: Alarm, cases: CasesToRead) -> Sequence[ShelvedCase]:
    return cases.on_shelves((alarm_shelf(alarm),), after=None, limit=MOST_SHOWN)
