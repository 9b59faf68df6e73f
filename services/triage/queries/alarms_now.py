"""What a coordinator must look at first: somebody stopped, is not back, or was never heard of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.alarms import Alarm, Raised, alarms
from services.triage.domain.case import Case
from services.triage.domain.shelves import alarm_shelf
from services.triage.ports import CasesToRead, HelpersToRead
from services.triage.queries.case_at_desk import Step, steps
from shared.events.triage import AbortedUnsafe, AssignmentOverdue

MOST_SHOWN = 20
_RAISED_BY = {
    Alarm.UNSAFE: AbortedUnsafe,
    Alarm.OVERDUE: AssignmentOverdue,
    Alarm.SILENT: AssignmentOverdue,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarmed:
    """person_id: the helper whom it is about. helper: their first name. at: when it was raised, None if unknown."""

    alarm: Alarm
    reference: str
    category: str
    person_id: str
    helper: str
    at: datetime | None


def alarms_now(teams: frozenset[str], *, cases: CasesToRead, helpers: HelpersToRead) -> Sequence[Alarmed]:
    """Unsafe ones first. teams: of whose cases; nobody's in particular means everybody's."""
    return [
        one
        for alarm in Alarm
        for case in cases.on_shelves(_shelves(alarm, teams), after=None, limit=MOST_SHOWN)
        for one in _alarmed(
            [each for each in case.alarms if each.alarm is alarm],
            reference=case.reference,
            category=case.category,
            history=steps(case.case_id, cases=cases),
            helpers=helpers,
        )
    ]


def _shelves(alarm: Alarm, teams: frozenset[str]) -> Sequence[str]:
    return [alarm_shelf(alarm, team) for team in sorted(teams)] or [alarm_shelf(alarm)]


def alarms_on(case_id: str, case: Case, *, cases: CasesToRead, helpers: HelpersToRead) -> Sequence[Alarmed]:
    """Those of one case, the worst first."""
    raised = alarms(case)
    history = steps(case_id, cases=cases) if raised else ()
    return _alarmed(raised, reference=case.reference, category=case.told.category, history=history, helpers=helpers)


def _alarmed(
    raised: Sequence[Raised], *, reference: str, category: str, history: Sequence[Step], helpers: HelpersToRead
) -> Sequence[Alarmed]:
    return [
        Alarmed(
            alarm=one.alarm,
            reference=reference,
            category=category,
            person_id=one.person_id,
            helper=helpers.find(one.person_id).state.first_name,
            at=_raised_at(one, history),
        )
        for one in raised
    ]


def _raised_at(raised: Raised, history: Sequence[Step]) -> datetime | None:
    kind = _RAISED_BY[raised.alarm]
    times = [step.at for step in history if step.kind is kind and step.data["person_id"] == raised.person_id]
    return times[-1] if times else None
