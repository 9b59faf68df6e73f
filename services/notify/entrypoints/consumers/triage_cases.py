"""Hears what happens to cases, and has everybody told who is to hear of it."""

from collections.abc import Mapping
from typing import get_args

from services.notify.bootstrap import Notify
from services.notify.handlers.forget_helper_words import ForgetHelperWords
from services.notify.handlers.hear_case import HearCase
from shared.events.event import EventType, Received, event_types
from shared.events.topics import TRIAGE_CASES
from shared.events.triage import CaseEvent, PersonForgotten
from shared.kafka.handling import Handle


def _is_published(kind: EventType) -> bool:
    return kind.topic == TRIAGE_CASES and kind.form in get_args(CaseEvent)


HANDLED: frozenset[type] = frozenset(kind.form for kind in event_types().values() if _is_published(kind))
"""Every event brings the newest state of its case, so that there is none to ignore."""
IGNORED: frozenset[type] = frozenset()


def handlers(notify: Notify) -> Mapping[type, Handle]:
    def forgets(event: Received) -> None:
        gone = ForgetHelperWords(report_id=event.state.report_id, person_ids=event.happened.person_ids)
        notify.forget_helper_words(gone)
        notify.hear_case(_hear(event))

    return {**dict.fromkeys(HANDLED, lambda event: notify.hear_case(_hear(event))), PersonForgotten: forgets}


def _hear(event: Received) -> HearCase:
    return HearCase(
        case_id=event.subject,
        event_id=event.recorded.id,
        version=event.recorded.version,
        at=event.recorded.at,
        by=event.recorded.by,
        happened=event.happened,
        state=event.state,
        state_version=event.state_version,
        correlation_id=event.recorded.correlation_id,
        cause=event.recorded.causation_id,
    )
