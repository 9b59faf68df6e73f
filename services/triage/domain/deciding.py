"""From a verdict to a Decision of a case: its deadline, and until when neighbours are asked."""

from collections.abc import Callable
from datetime import datetime

from services.triage.domain.case import Case
from services.triage.domain.facts import Around, Facts
from services.triage.domain.routing_policy import Verdict
from shared.events.triage import AskingPlanned, CaseEvent, CaseRouted, CaseStatus, Route

Events = tuple[CaseEvent, ...]

# Decides a case anew. The second argument says why neighbours are out of the question by now; None where they are not.
Redecide = Callable[[Case, str | None], Events]

# R12: of the time until the deadline, at least so much is left to the professionals who then have it.
TEAMS_SHARE = 1 / 4


def facts_of(case: Case, around: Around, barred_by: str | None) -> Facts:
    """What a decision about this case is based on."""
    told = case.told
    return Facts(
        category=told.category,
        danger_signs=tuple(sorted(case.danger_signs)),
        floor_signs=tuple(sorted(set(case.floor_signs) - set(case.lifted_signs))),
        consent=told.consent.answer,
        at_home=told.at_home,
        has_place=told.place is not None,
        language=told.language,
        channel=told.channel,
        private=told.private,
        around=around,
        barred_by=barred_by,
        for_whom=told.consent.for_whom,
        they_agreed=told.consent.they_agreed,
        wording=told.consent.wording,
    )


def routed(verdict: Verdict, *, decision_id: str, at: datetime, deadline_at: datetime, slots: int) -> Events:
    """The Decision, and where neighbours take part, the plan for asking them: the first wave at once."""
    decided = CaseRouted(
        decision_id=decision_id,
        route=verdict.route,
        team=verdict.team,
        reason_codes=list(verdict.reason_codes),
        policy=verdict.policy,
        rule=verdict.rule,
        is_urgent=verdict.is_urgent,
        deadline_at=deadline_at,
        slots=slots,
        facts=dict(verdict.facts),
        rejected=dict(verdict.rejected),
    )
    if verdict.route is Route.PROFESSIONAL:
        return (decided,)
    return decided, AskingPlanned(wave=0, next_at=at, ends_at=asking_ends(at, deadline_at))


def asking_ends(at: datetime, deadline_at: datetime) -> datetime:
    """Always before the deadline, whatever happens."""
    return at + (deadline_at - at) * (1 - TEAMS_SHARE)


def deadline_of(case: Case, proposed: datetime) -> datetime:
    """A deadline once promised only moves closer; a case that is opened again has a new one."""
    if case.deadline_at is None or case.status is CaseStatus.REOPENED:
        return proposed
    return min(case.deadline_at, proposed)
