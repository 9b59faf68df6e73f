"""Hears what becomes of reports: all that is published about cases."""

from collections.abc import Mapping
from typing import get_args

from services.intake.bootstrap import Intake
from shared.events.event import EventType, event_types
from shared.events.topics import TRIAGE_CASES
from shared.events.triage import CaseEvent
from shared.kafka.handling import Handle


def _is_published(kind: EventType) -> bool:
    return kind.topic == TRIAGE_CASES and kind.form in get_args(CaseEvent)


HANDLED: frozenset[type] = frozenset(kind.form for kind in event_types().values() if _is_published(kind))
"""Every event brings the newest state of its case, so that there is none to ignore."""
IGNORED: frozenset[type] = frozenset()


def handlers(intake: Intake) -> Mapping[type, Handle]:
    return dict.fromkeys(HANDLED, intake.project_case)
