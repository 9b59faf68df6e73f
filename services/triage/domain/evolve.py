"""What each event makes of a case; who caused it has a file each. Total, and free of decisions: it has happened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.triage.domain import evolve_forgetting as forgetting
from services.triage.domain import evolve_neighbours as neighbours
from services.triage.domain import evolve_professionals as professionals
from services.triage.domain import evolve_reporter as reporter
from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.domain.case import Asking, Case
from services.triage.domain.decision import Decision
from shared.events import triage as happened
from shared.events.triage import CaseEvent, CaseStatus, Route

# Where a case stands follows from its neighbours, until somebody must look at it.
_SETTLING = frozenset(
    {CaseStatus.OPEN, CaseStatus.ROUTED, CaseStatus.OFFERED, CaseStatus.ASSIGNED, CaseStatus.IN_PROGRESS}
)
_UNDER_WAY = frozenset({AssignmentStatus.ON_WAY, AssignmentStatus.ON_SITE})


_BRINGS_NOTHING = (happened.CaseEmptied, happened.PlaceDisclosed, happened.PersonForgotten, happened.ReporterForgotten)
"""All else may bring words into a case of which some were taken, so that it is looked through again."""


def evolve(case: Case, event: CaseEvent) -> Case:
    """The case after the event."""
    after = forgetting.at_its_end(_settled(_STEPS[type(event)](case, event)))
    return replace(after, emptied=[]) if after.emptied and not isinstance(event, _BRINGS_NOTHING) else after


def _settled(case: Case) -> Case:
    if case.status not in _SETTLING or not case.decisions:
        return case
    return replace(case, status=_standing(case))


def _standing(case: Case) -> CaseStatus:
    if any(one.status in _UNDER_WAY for one in case.active.values()):
        return CaseStatus.IN_PROGRESS
    if case.active:
        return CaseStatus.ASSIGNED
    return CaseStatus.OFFERED if case.standing else CaseStatus.ROUTED


def _opened(case: Case, event: happened.CaseOpened) -> Case:
    return replace(case, reference=event.reference, opened_at=event.opened_at, deadline_at=event.deadline_at)


def _routed(case: Case, event: happened.CaseRouted) -> Case:
    decision = Decision(
        decision_id=event.decision_id,
        route=event.route,
        team=event.team,
        rule=event.rule,
        reason_codes=event.reason_codes,
        policy=event.policy,
        is_urgent=event.is_urgent,
        deadline_at=event.deadline_at,
        facts=event.facts,
        rejected=event.rejected,
    )
    same_team = bool(case.decisions) and case.decision.team == event.team
    return replace(
        case,
        decisions=[*case.decisions, decision],
        deadline_at=event.deadline_at,
        slots=event.slots,
        is_escalated=case.is_escalated and case.deadline_at == event.deadline_at,
        asking=None if event.route is Route.PROFESSIONAL else case.asking,
        taken_by=case.taken_by if same_team else None,
    )


def _asking_planned(case: Case, event: happened.AskingPlanned) -> Case:
    return replace(case, asking=Asking(wave=event.wave, next_at=event.next_at, ends_at=event.ends_at))


def _asking_ended(case: Case, _: happened.AskingEnded) -> Case:
    return replace(case, asking=None)


def _closed(case: Case, event: happened.CaseClosed) -> Case:
    return replace(case, status=CaseStatus.CLOSED, close_reason=event.reason, asking=None)


def _reopened(case: Case, event: happened.CaseReopened) -> Case:
    past = [*case.past_outcomes, case.outcome] if case.outcome is not None else case.past_outcomes
    return replace(
        case,
        status=CaseStatus.REOPENED,
        reopened_for=event.reason,
        outcome=None,
        past_outcomes=past,
        close_reason=None,
        is_escalated=False,
        assignments={who: _done_before(one) for who, one in case.assignments.items()},
    )


def _done_before(one: Assignment) -> Assignment:
    return replace(one, is_past=True) if one.status is AssignmentStatus.COMPLETED else one


def _escalated(case: Case, _: happened.CaseEscalated) -> Case:
    return replace(case, status=CaseStatus.ESCALATED, is_escalated=True, asking=None)


_STEPS: Mapping[type, Callable[[Case, Any], Case]] = {
    happened.CaseOpened: _opened,
    happened.CaseRouted: _routed,
    happened.AskingPlanned: _asking_planned,
    happened.AskingEnded: _asking_ended,
    happened.CaseClosed: _closed,
    happened.CaseReopened: _reopened,
    happened.CaseEscalated: _escalated,
    **reporter.STEPS,
    **professionals.STEPS,
    **neighbours.STEPS,
    **forgetting.STEPS,
}
