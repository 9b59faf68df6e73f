"""What a coordinator must look at first: somebody stopped, is not back, or was never heard of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.case import Case
from services.triage.domain.shelves import Alarm, ShelvedCase, alarm_of, alarm_shelf
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
    """helper: their first name. at: when it was raised, None if nobody knows any more."""

    alarm: Alarm
    reference: str
    category: str
    helper: str
    at: datetime | None


def alarms_now(teams: frozenset[str], *, cases: CasesToRead, helpers: HelpersToRead) -> Sequence[Alarmed]:
    """Unsafe ones first. teams: of whose cases; nobody's in particular means everybody's."""
    return [
        _alarmed(alarm, case, cases=cases, helpers=helpers)
        for alarm in Alarm
        for case in cases.on_shelves((alarm_shelf(alarm),), after=None, limit=MOST_SHOWN)
        if not teams or case.team in teams
    ]


def alarms_on(case_id: str, case: Case, *, cases: CasesToRead, helpers: HelpersToRead) -> Sequence[Alarmed]:
    """Those of one case, the worst first."""
    history = steps(case_id, cases=cases)
    standing = {person: found for person, one in case.assignments.items() if (found := alarm_of(one)) is not None}
    raised = [
        Alarmed(
            alarm=alarm,
            reference=case.reference,
            category=case.told.category,
            helper=helpers.find(person).state.first_name,
            at=_raised_at(alarm, person, history),
        )
        for person, alarm in standing.items()
    ]
    return sorted(raised, key=lambda one: list(Alarm).index(one.alarm))


def _alarmed(alarm: Alarm, case: ShelvedCase, *, cases: CasesToRead, helpers: HelpersToRead) -> Alarmed:
    raised = list(_raised(alarm, steps(case.case_id, cases=cases)))
    person = str(raised[-1].data["person_id"]) if raised else ""
    return Alarmed(
        alarm=alarm,
        reference=case.reference,
        category=case.category,
        helper=helpers.find(person).state.first_name if person else "",
        at=raised[-1].at if raised else None,
    )


def _raised(alarm: Alarm, history: Sequence[Step]) -> Iterator[Step]:
    return (step for step in history if step.kind is _RAISED_BY[alarm])


def _raised_at(alarm: Alarm, person_id: str, history: Sequence[Step]) -> datetime | None:
    times = [step.at for step in _raised(alarm, history) if step.data["person_id"] == person_id]
    return times[-1] if times else None
