"""What other services may know of a case: where it stands, in triage's words and in the resident's."""

from services.triage.domain.asking import is_asking
from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.domain.case import Case
from shared.events.triage import CaseState, CaseStatus, ReportStatus, Route

_SAID = {
    CaseStatus.OPEN: ReportStatus.IN_TRIAGE,
    CaseStatus.RESOLVED_UNCONFIRMED: ReportStatus.DONE_UNCONFIRMED,
    CaseStatus.CLOSED: ReportStatus.CLOSED,
    CaseStatus.REOPENED: ReportStatus.REOPENED,
    CaseStatus.REFERRED_OUT: ReportStatus.REFERRED_OUT,
    CaseStatus.WITHDRAWN: ReportStatus.WITHDRAWN,
}


def report_status(case: Case) -> ReportStatus:
    """Where the report stands, as the resident sees it."""
    if case.is_withdrawn:
        return ReportStatus.WITHDRAWN
    if case.status in _SAID:
        return _SAID[case.status]
    if case.active:
        return ReportStatus.NEIGHBOUR_ON_IT
    waits_for_neighbours = case.decision.route is Route.NEIGHBOURS and is_asking(case)
    return ReportStatus.ASKING_NEIGHBOURS if waits_for_neighbours else ReportStatus.WITH_TEAM


def _helper(case: Case) -> tuple[str | None, Assignment | None]:
    """Who is on it, else who did it."""
    done = ((person, one) for person, one in case.assignments.items() if one.status is AssignmentStatus.COMPLETED)
    return next(iter(case.active.items()), None) or next(done, (None, None))


def public_state(case: Case) -> CaseState:
    """Codes, numbers and ids; neither words nor places."""
    told, decision = case.told, case.decision
    person_id, assignment = _helper(case)
    return CaseState(
        report_id=told.report_id,
        reference=case.reference,
        category=told.category,
        status=case.status,
        report_status=report_status(case),
        sensitive=bool(case.danger_signs or case.floor_signs),
        private=told.private or told.at_home,
        route=decision.route,
        team=decision.team,
        reason_codes=decision.reason_codes,
        is_urgent=decision.is_urgent,
        deadline_at=case.deadline_at,
        assigned_to=person_id,
        expected_by=assignment.expected_by if assignment else None,
        asked=sum(one.is_awaited for one in case.invitations.values()),
        answer_by=case.outcome.answer_by if case.outcome else None,
        close_reason=case.close_reason,
    )
