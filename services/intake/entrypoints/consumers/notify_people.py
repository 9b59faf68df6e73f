"""Hears of sign-ins that ended before their time, and whose addresses are whose."""

from collections.abc import Mapping

from services.intake.bootstrap import Intake
from shared.events.notify import ContactAdded, ContactVerified, PersonErased, PersonRegistered, SessionRevoked
from shared.kafka.handling import Handle

_PEOPLE: frozenset[type] = frozenset({PersonRegistered, ContactAdded, ContactVerified, PersonErased})
HANDLED: frozenset[type] = _PEOPLE | {SessionRevoked}
IGNORED: frozenset[type] = frozenset()


def handlers(intake: Intake) -> Mapping[type, Handle]:
    return {**dict.fromkeys(_PEOPLE, intake.project_contacts), SessionRevoked: intake.project_session_revoked}
