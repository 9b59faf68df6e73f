"""Hears who may do what, and the first names of helpers."""

from collections.abc import Mapping

from services.intake.bootstrap import Intake
from shared.events.triage_people import (
    HelperErased,
    HelperPaused,
    HelperRegistered,
    HelperResumed,
    HelperRevoked,
    HelperStopped,
    HelperVetted,
    RoleGranted,
    RoleRevoked,
)
from shared.kafka.handling import Handle

_ROLES: frozenset[type] = frozenset({RoleGranted, RoleRevoked})
_HELPERS: frozenset[type] = frozenset(
    {HelperErased, HelperRegistered, HelperVetted, HelperRevoked, HelperPaused, HelperResumed, HelperStopped}
)
HANDLED = _ROLES | _HELPERS
IGNORED: frozenset[type] = frozenset()


def handlers(intake: Intake) -> Mapping[type, Handle]:
    return {**dict.fromkeys(_ROLES, intake.project_roles), **dict.fromkeys(_HELPERS, intake.project_helper)}
