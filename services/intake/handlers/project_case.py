"""Keeps what an event of a case tells whoever reported it."""

from dataclasses import replace

from services.intake.domain.forgetting import message_without, shown_without, step_without
from services.intake.domain.story import Message, Shown
from services.intake.domain.telling import step_of
from services.intake.ports import Stories, Told
from shared.erasure import Ledger
from shared.events.event import Received
from shared.events.triage import REPORTER, MessageWritten, PersonForgotten, PlaceDisclosed


def project_case(event: Received, *, stories: Stories, ledger: Ledger) -> None:
    """Twice is once, and order does not matter. Who was erased does not come back by what is told again."""
    told, report_id = _told(event), event.state.report_id
    gone = ledger.known({report_id, *_named(event, told)})
    if report_id in gone:
        return
    stories.keep(_without(told, gone, by=event.recorded.by) if gone else told)
    if isinstance(event.happened, PersonForgotten):
        stories.forget(report_id, event.happened.person_ids)


def _told(event: Received) -> Told:
    recorded = event.recorded
    return Told(
        case_id=event.subject,
        version=recorded.version,
        at=recorded.at,
        state=event.state,
        state_version=event.state_version,
        step=step_of(event.happened, at=recorded.at, version=recorded.version),
        message=_message(event),
        shown=_shown(event),
    )


def _named(event: Received, told: Told) -> set[str]:
    named = (event.recorded.by, told.step and told.step.person_id, told.shown and told.shown.to)
    return {each for each in named if each}


def _without(told: Told, gone: frozenset[str], *, by: str) -> Told:
    return replace(
        told,
        step=told.step and step_without(told.step, gone, by=by),
        message=told.message and message_without(told.message, gone),
        shown=told.shown and shown_without(told.shown, gone),
    )


def _message(event: Received) -> Message | None:
    match event.happened:
        case MessageWritten(to=to, text=text) if to == REPORTER:
            recorded = event.recorded
            return Message(at=recorded.at, version=recorded.version, by=recorded.by, text=text)
        case _:
            return None


def _shown(event: Received) -> Shown | None:
    match event.happened:
        case PlaceDisclosed(to=to, what=what, why=why):
            return Shown(at=event.recorded.at, version=event.recorded.version, to=to, what=what, why=why)
        case _:
            return None
