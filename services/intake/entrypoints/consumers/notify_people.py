"""Hears of sign-ins that ended before their time."""

from collections.abc import Mapping

from services.intake.bootstrap import Intake
from shared.events.notify import ContactAdded, ContactVerified, PersonErased, PersonRegistered, SessionRevoked
from shared.kafka.handling import Handle

HANDLED: frozenset[type] = frozenset({SessionRevoked})
# Reports know contacts by their keyed hash alone, and nobody's page here needs to know whose it is.
IGNORED: frozenset[type] = frozenset({PersonRegistered, ContactAdded, ContactVerified, PersonErased})


def handlers(intake: Intake) -> Mapping[type, Handle]:
    return {SessionRevoked: intake.project_session_revoked}
