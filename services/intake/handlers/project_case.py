"""Keeps what an event of a case tells whoever reported it."""

from services.intake.domain.story import Message, Shown
from services.intake.domain.telling import step_of
from services.intake.ports import Stories, Told
from shared.events.event import Received
from shared.events.triage import MessageWritten, PlaceDisclosed

TO_REPORTER = "reporter"


def project_case(event: Received, *, stories: Stories) -> None:
    """Twice is once, and order does not matter."""
    recorded = event.recorded
    stories.keep(
        Told(
            case_id=event.subject,
            version=recorded.version,
            at=recorded.at,
            state=event.state,
            state_version=event.state_version,
            step=step_of(event.happened, at=recorded.at, version=recorded.version),
            message=_message(event),
            shown=_shown(event),
        )
    )


def _message(event: Received) -> Message | None:
    match event.happened:
        case MessageWritten(to=to, text=text) if to == TO_REPORTER:
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
