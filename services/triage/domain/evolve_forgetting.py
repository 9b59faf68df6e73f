"""What is left of a case when somebody in it is forgotten: what happened, and none of whom or in which words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from services.triage.domain.alarms import left_unsafe, said_after_unsafe
from services.triage.domain.case import Case, Message, Outcome
from services.triage.domain.report import Report
from shared.erasure import SOMEBODY
from shared.events import triage as happened
from shared.retention import Data

Thing = TypeVar("Thing")


def emptied(case: Case) -> Case:
    """No words, not those from before either; no place, no answers, no photos."""
    return _messageless(replace(case, report=replace(_wordless_report(case.told), place=None, address=None)))


def _wordless_report(told: Report) -> Report:
    return replace(told, text="", earlier=[], answers={}, photos=[])


def _messageless(case: Case) -> Case:
    """What people wrote about it since it was told."""
    return replace(
        case,
        messages=[replace(one, text="") for one in case.messages],
        outcome=case.outcome and _wordless(case.outcome),
        past_outcomes=[_wordless(one) for one in case.past_outcomes],
        lift_reasons=[replace(one, reason="") for one in case.lift_reasons],
        lift_proposal=case.lift_proposal and replace(case.lift_proposal, reason=""),
    )


def at_its_end(case: Case) -> Case:
    """What was kept to protect somebody goes when nobody works on it any more."""
    return _without_reporter(case) if case.is_reporter_forgotten and case.is_over else case


def _without_reporter(case: Case) -> Case:
    """But for what a helper who left because it was not safe and those who asked after them write to each other.

    It is about that helper, and stays until somebody has seen to it (rule R8).
    """
    left = emptied(case)
    stay = said_after_unsafe(case, left_unsafe(case))
    both = zip(case.messages, left.messages, strict=True)
    return replace(left, messages=[before if before in stay else after for before, after in both])


def _emptied(case: Case, event: happened.CaseEmptied) -> Case:
    told = case.told
    if Data.WORDS in event.what:
        told = _wordless_report(told)
    if Data.PLACE in event.what:
        told = replace(told, place=None, address=None)
    if Data.CONTACT in event.what:
        told = replace(told, contact_id=None, mailbox_id=None)
    left = replace(case, report=told, emptied=sorted({*case.emptied, *event.what}))
    return _messageless(left) if Data.MESSAGES in event.what else left


def _reporter_forgotten(case: Case, _: happened.ReporterForgotten) -> Case:
    nobodys = replace(case, report=replace(case.told, contact_id=None, mailbox_id=None), is_reporter_forgotten=True)
    protects = bool(case.danger_signs or case.floor_signs)
    return nobodys if protects and not case.is_over else _without_reporter(nobodys)


def _person_forgotten(case: Case, event: happened.PersonForgotten) -> Case:
    for person_id in event.person_ids:
        case = _without(case, person_id)
    return case


def _without(case: Case, person_id: str) -> Case:
    """What helpers wrote at the end names nobody: where this one helped, it may be theirs."""
    name = f"{SOMEBODY}-{sum(one.startswith(SOMEBODY) for one in {*case.invitations, *case.assignments}) + 1}"
    helped = person_id in case.assignments
    return replace(
        case,
        invitations=_renamed(case.invitations, person_id, name),
        assignments=_renamed(case.assignments, person_id, name),
        named=[one for one in case.named if one != person_id],
        shown={one: showing for one, showing in case.shown.items() if one != person_id},
        messages=[_message(one, person_id) for one in case.messages],
        outcome=case.outcome and _outcome(case.outcome, helped=helped),
        past_outcomes=[_outcome(one, helped=helped) for one in case.past_outcomes],
    )


def _renamed(known: Mapping[str, Thing], person_id: str, name: str) -> dict[str, Thing]:
    return {name if one == person_id else one: thing for one, thing in known.items()}


def _message(message: Message, person_id: str) -> Message:
    if message.written_by == person_id:
        return replace(message, written_by=SOMEBODY, text="")
    return replace(message, to=SOMEBODY, text="") if message.to == person_id else message


def _outcome(outcome: Outcome, *, helped: bool) -> Outcome:
    return _wordless(outcome) if helped and outcome.by_helper else outcome


def _wordless(outcome: Outcome) -> Outcome:
    return replace(outcome, words="")


STEPS: Mapping[type, Callable[[Case, Any], Case]] = {
    happened.ReporterForgotten: _reporter_forgotten,
    happened.PersonForgotten: _person_forgotten,
    happened.CaseEmptied: _emptied,
}
