"""What each event makes of a case. Total, and free of decisions: what happened, happened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.triage.domain import evolve_neighbours as neighbours
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Asking, Case, LiftProposal, Message, Outcome
from services.triage.domain.decision import Decision
from services.triage.domain.report import Report
from shared.events import triage as happened
from shared.events.triage import CaseEvent, CaseStatus, Route

# Where a case stands follows from its neighbours, until somebody must look at it.
_SETTLING = frozenset(
    {CaseStatus.OPEN, CaseStatus.ROUTED, CaseStatus.OFFERED, CaseStatus.ASSIGNED, CaseStatus.IN_PROGRESS}
)
_UNDER_WAY = frozenset({AssignmentStatus.ON_WAY, AssignmentStatus.ON_SITE})


def evolve(case: Case, event: CaseEvent) -> Case:
    """The case after the event."""
    return _settled(_STEPS[type(event)](case, event))


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


def _attached(case: Case, event: happened.ReportAttached) -> Case:
    report = Report(
        report_id=event.report_id,
        category=event.category,
        language=event.language,
        channel=event.channel,
        at_home=event.at_home,
        private=event.private,
        consent=event.consent,
        reported_at=event.reported_at,
        text=event.text,
        place=event.place,
        address=event.address,
        answers=event.answers,
        contact_id=event.contact_id,
    )
    return replace(
        case,
        report=report,
        report_version=event.version,
        danger_signs=event.danger_signs,
        floor_signs=event.floor_signs,
    )


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


def _taken(case: Case, event: happened.CaseTaken) -> Case:
    came_back = case.status is CaseStatus.REFERRED_OUT
    return replace(case, taken_by=event.person_id, status=CaseStatus.ROUTED if came_back else case.status)


def _resolved(case: Case, event: happened.CaseResolved) -> Case:
    outcome = Outcome(action=event.action, words=event.words, by_helper=event.by_helper, answer_by=event.answer_by)
    return replace(
        case,
        status=CaseStatus.RESOLVED_UNCONFIRMED,
        outcome=outcome,
        asking=None,
        reopened_for=None,
        is_escalated=False,
    )


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
        referred_to=None,
        is_escalated=False,
    )


def _escalated(case: Case, _: happened.CaseEscalated) -> Case:
    return replace(case, status=CaseStatus.ESCALATED, is_escalated=True, asking=None)


def _referred_out(case: Case, event: happened.CaseReferredOut) -> Case:
    return replace(case, status=CaseStatus.REFERRED_OUT, referred_to=event.to, asking=None)


def _withdrawn(case: Case, event: happened.CaseWithdrawn) -> Case:
    status = CaseStatus.WITHDRAWN if event.stays_open else case.status
    return replace(case, is_withdrawn=True, status=status, asking=None)


def _protected(case: Case, event: happened.CaseProtected) -> Case:
    floor = event.floor_signs
    return replace(
        case,
        danger_signs=_with(case.danger_signs, event.danger_signs),
        floor_signs=_with(case.floor_signs, floor),
        lifted_signs=[sign for sign in case.lifted_signs if sign not in floor],
        lift_proposal=None,
    )


def _lift_proposed(case: Case, event: happened.FloorLiftProposed) -> Case:
    proposal = LiftProposal(person_id=event.person_id, as_lead=event.as_lead, reason=event.reason)
    return replace(case, lift_proposal=proposal, lift_reasons=[*case.lift_reasons, proposal])


def _floor_lifted(case: Case, _: happened.FloorLifted) -> Case:
    return replace(case, lifted_signs=list(case.floor_signs), lift_proposal=None)


def _named(case: Case, event: happened.PersonNamed) -> Case:
    return replace(case, named=_with(case.named, [event.person_id]))


def _reporter_heard(case: Case, event: happened.ReporterHeard) -> Case:
    text = case.told.text if event.report_text is None else event.report_text
    heard = replace(case, report_version=event.version, report=replace(case.told, text=text))
    if not event.text:
        return heard
    reader = next(iter(case.active), "team")
    message = Message(written_by="reporter", to=reader, text=event.text, at=event.at)
    return replace(heard, messages=[*case.messages, message])


def _written(case: Case, event: happened.MessageWritten) -> Case:
    message = Message(written_by=event.written_by or "", to=event.to, text=event.text, at=event.at)
    return replace(case, messages=[*case.messages, message])


def _disclosed(case: Case, _: happened.PlaceDisclosed) -> Case:
    """The history keeps who was shown what; nothing else follows from it."""
    return case


def _with(known: list[str], more: list[str]) -> list[str]:
    return list(dict.fromkeys((*known, *more)))


_STEPS: Mapping[type, Callable[[Case, Any], Case]] = {
    happened.CaseOpened: _opened,
    happened.ReportAttached: _attached,
    happened.CaseRouted: _routed,
    happened.AskingPlanned: _asking_planned,
    happened.AskingEnded: _asking_ended,
    happened.CaseTaken: _taken,
    happened.CaseResolved: _resolved,
    happened.CaseClosed: _closed,
    happened.CaseReopened: _reopened,
    happened.CaseEscalated: _escalated,
    happened.CaseReferredOut: _referred_out,
    happened.CaseWithdrawn: _withdrawn,
    happened.CaseProtected: _protected,
    happened.FloorLiftProposed: _lift_proposed,
    happened.FloorLifted: _floor_lifted,
    happened.PersonNamed: _named,
    happened.ReporterHeard: _reporter_heard,
    happened.MessageWritten: _written,
    happened.PlaceDisclosed: _disclosed,
    **neighbours.STEPS,
}
