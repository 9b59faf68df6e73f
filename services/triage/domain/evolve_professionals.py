"""What each event about professionals makes of a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.triage.domain.alarms import has_left_unsafe
from services.triage.domain.assignment import Assignment
from services.triage.domain.case import Case, LiftProposal, Message, Outcome, Showing
from shared.events import triage as happened
from shared.events.triage import TEAM, CaseStatus


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


def _referred_out(case: Case, _: happened.CaseReferredOut) -> Case:
    return replace(case, status=CaseStatus.REFERRED_OUT, asking=None)


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
    return replace(case, lift_proposal=proposal, lift_reasons=[*case.lift_reasons, proposal], lift_fell_for=[])


def _lift_fell(case: Case, event: happened.FloorLiftFell) -> Case:
    return replace(case, lift_proposal=None, lift_fell_for=[*event.danger_signs, *event.floor_signs])


def _floor_lifted(case: Case, _: happened.FloorLifted) -> Case:
    return replace(case, lifted_signs=list(case.floor_signs), lift_proposal=None, lift_fell_for=[])


def _named(case: Case, event: happened.PersonNamed) -> Case:
    return replace(case, named=_with(case.named, [event.person_id]))


def _written(case: Case, event: happened.MessageWritten) -> Case:
    message = Message(
        written_by=event.written_by or "",
        to=event.to,
        text=event.text,
        at=event.at,
        reply_id=event.reply_id,
        is_thanks=event.thanks,
        is_after_unsafe=event.after_unsafe,
    )
    return replace(case, messages=[*case.messages, message], assignments=_alarming_again(case, event))


def _alarming_again(case: Case, event: happened.MessageWritten) -> dict[str, Assignment]:
    """Whoever left because it was not safe has something to say: a coordinator sees to it anew (rule R8)."""
    by = event.written_by or ""
    if event.to != TEAM or not has_left_unsafe(case, by):
        return case.assignments
    return {**case.assignments, by: replace(case.assignments[by], is_seen_to=False)}


def _disclosed(case: Case, event: happened.PlaceDisclosed) -> Case:
    """The history keeps every showing, the case the last one to each."""
    if event.at is None:
        return case
    showing = Showing(what=event.what, why=event.why, at=event.at, report_version=case.report_version)
    return replace(case, shown={**case.shown, event.to: showing})


def _with(known: list[str], more: list[str]) -> list[str]:
    return list(dict.fromkeys((*known, *more)))


STEPS: Mapping[type, Callable[[Case, Any], Case]] = {
    happened.CaseTaken: _taken,
    happened.CaseResolved: _resolved,
    happened.CaseReferredOut: _referred_out,
    happened.CaseProtected: _protected,
    happened.FloorLiftProposed: _lift_proposed,
    happened.FloorLiftFell: _lift_fell,
    happened.FloorLifted: _floor_lifted,
    happened.PersonNamed: _named,
    happened.MessageWritten: _written,
    happened.PlaceDisclosed: _disclosed,
}
