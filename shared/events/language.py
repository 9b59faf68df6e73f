"""The whole published language: who imports this knows every event type, whichever service they belong to."""

from collections.abc import Mapping

from shared.events import (
    intake,
    intake_keys,
    notify,
    notify_passkeys,
    notify_replies,
    notify_sign_ins,
    triage,
    triage_people,
)
from shared.events.event import EventType, event_types

CONTEXTS = (intake, intake_keys, notify, notify_passkeys, notify_replies, notify_sign_ins, triage, triage_people)


def every_type() -> Mapping[str, EventType]:
    """All event types, by name."""
    return event_types()
