"""Hears who holds which role, what helpers are called, and who helps no more."""

from collections.abc import Mapping

from services.notify.bootstrap import Notify
from services.notify.handlers.bid_farewell import BidFarewell
from services.notify.handlers.project_helper_name import ProjectHelperName
from services.notify.handlers.project_roles import ProjectRoles
from shared.events.event import Received
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
    {HelperErased, HelperRegistered, HelperVetted, HelperRevoked, HelperPaused, HelperResumed}
)
HANDLED: frozenset[type] = _ROLES | _HELPERS | {HelperStopped}
IGNORED: frozenset[type] = frozenset()


def handlers(notify: Notify) -> Mapping[type, Handle]:
    def stops(event: Received) -> None:
        notify.project_helper_name(_name(event))
        notify.bid_farewell(_farewell(event))

    return {
        HelperStopped: stops,
        **dict.fromkeys(_ROLES, lambda event: notify.project_roles(_roles(event))),
        **dict.fromkeys(_HELPERS, lambda event: notify.project_helper_name(_name(event))),
    }


def _roles(event: Received) -> ProjectRoles:
    return ProjectRoles(person_id=event.subject, grants=event.state.grants, version=event.state_version)


def _name(event: Received) -> ProjectHelperName:
    return ProjectHelperName(person_id=event.subject, first_name=event.state.first_name, version=event.state_version)


def _farewell(event: Received) -> BidFarewell:
    recorded = event.recorded
    return BidFarewell(
        person_id=event.subject, event_id=recorded.id, at=recorded.at, correlation_id=recorded.correlation_id
    )
