"""What somebody may do here: who gave it, when, why and until when, and what waits for a second person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.triage.domain.roles import Roles, holds
from services.triage.ports import RolesToRead
from shared.events.codec import decode
from shared.events.triage_people import Grant, RoleGranted, RoleProposed
from shared.repository import Found


class Standing(StrEnum):
    """Whether a role can be used now."""

    HOLDS = "holds"
    ENDED = "ended"
    WAITS = "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStep:
    """One step of the history of somebody's roles. kind: the event's class. reason: a code."""

    kind: type
    grant: Grant
    at: datetime
    by: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHeld:
    """A role that was given or proposed. told: the step that did, None where no history knows it."""

    grant: Grant
    standing: Standing
    told: RoleStep | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesOfPerson:
    """held, waiting: as they stand now. history: oldest first."""

    person_id: str
    held: Sequence[RoleHeld]
    waiting: Sequence[RoleHeld]
    history: Sequence[RoleStep]


def roles_of_person(found: Found[Roles], *, roles: RolesToRead, now: datetime) -> RolesOfPerson:
    """Of somebody without roles: nothing."""
    history = [_step(one) for one in roles.history(found.id)]
    return RolesOfPerson(
        person_id=found.id,
        held=[_held(one, history, now) for one in found.state.grants],
        waiting=[
            RoleHeld(grant=one.grant, standing=Standing.WAITS, told=_last(RoleProposed, one.grant, history))
            for one in found.state.proposals
        ],
        history=history,
    )


def every_role(*, roles: RolesToRead, now: datetime, page_size: int = 500) -> Iterator[RolesOfPerson]:
    """Of everybody who has or had any, in the order of their ids."""
    page = roles.page(after="", limit=page_size)
    while page:
        yield from (roles_of_person(found, roles=roles, now=now) for found in page)
        page = roles.page(after=page[-1].id, limit=page_size)


def standing_of(grant: Grant, now: datetime) -> Standing:
    return Standing.HOLDS if holds(grant, now) else Standing.ENDED


def _held(grant: Grant, history: Sequence[RoleStep], now: datetime) -> RoleHeld:
    return RoleHeld(grant=grant, standing=standing_of(grant, now), told=_last(RoleGranted, grant, history))


def _last(kind: type, grant: Grant, history: Sequence[RoleStep]) -> RoleStep | None:
    return next((one for one in reversed(history) if one.kind is kind and _same(one.grant, grant)), None)


def _same(one: Grant, other: Grant) -> bool:
    return (one.role, one.team) == (other.role, other.team)


def _step(entry: Mapping[str, Any]) -> RoleStep:
    happened: Any = decode(entry["type"], entry["data"])
    ends = getattr(happened, "expires_at", None)
    return RoleStep(
        kind=type(happened),
        grant=Grant(role=happened.role, team=happened.team, expires_at=ends),
        at=entry["at"],
        by=entry["by"],
        reason=happened.reason,
    )
