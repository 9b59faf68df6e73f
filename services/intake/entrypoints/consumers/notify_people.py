"""Hears of sign-ins that ended before their time, whose addresses are whose, and who is to be forgotten."""

from collections.abc import Mapping

from services.intake.bootstrap import Intake
from shared.events.notify import ContactAdded, ContactRemoved, ContactVerified, PersonErased, PersonRegistered
from shared.events.notify_sign_ins import SessionRevoked
from shared.kafka.handling import Handle

_PEOPLE: frozenset[type] = frozenset({PersonRegistered, ContactAdded, ContactVerified, ContactRemoved})
HANDLED: frozenset[type] = _PEOPLE | {PersonErased, SessionRevoked}
IGNORED: frozenset[type] = frozenset()


def handlers(intake: Intake) -> Mapping[type, Handle]:
    return {
        **dict.fromkeys(_PEOPLE, intake.project_contacts),
        PersonErased: intake.hear_erasure,
        SessionRevoked: intake.project_session_revoked,
    }
