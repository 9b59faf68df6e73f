"""Who may do what with a case. "Not yours" and "not there" are the same answer (rule R14)."""

from datetime import datetime

from services.triage.domain.alarms import has_left_unsafe, left_unsafe
from services.triage.domain.case import Case
from services.triage.domain.reasons import No
from services.triage.domain.roles import Roles
from shared.errors import NotFound, Refused
from shared.events.triage import REPORTER, TEAM
from shared.events.triage_people import Role

VETTERS = frozenset({Role.COORDINATOR, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR})
READERS = frozenset({Role.SAFEGUARDING_LEAD, Role.AUDITOR})


def works_for(roles: Roles, team: str, at: datetime) -> bool:
    return team in roles.teams(Role.CASEWORKER, at)


def require_team(roles: Roles, case: Case, at: datetime) -> None:
    """A caseworker of the team that answers for it. Raises: NotFound."""
    if not works_for(roles, case.decision.team, at):
        raise NotFound(case.reference)


def require_reader(roles: Roles, case: Case, at: datetime) -> None:
    """The team's caseworkers, the safeguarding lead and auditors. Raises: NotFound."""
    if not (works_for(roles, case.decision.team, at) or roles.now(at) & READERS):
        raise NotFound(case.reference)


def require_protector(roles: Roles, case: Case, at: datetime) -> None:
    """Who may raise protection, or help to lift it: the team, or the safeguarding lead. Raises: NotFound."""
    if not (works_for(roles, case.decision.team, at) or is_lead(roles, at)):
        raise NotFound(case.reference)


def coordinates(roles: Roles, team: str, at: datetime) -> bool:
    """Of this team; a coordinator of no team in particular is everybody's."""
    teams = roles.teams(Role.COORDINATOR, at)
    return Role.COORDINATOR in roles.now(at) and (not teams or team in teams)


def require_coordinator(roles: Roles, case: Case, at: datetime) -> None:
    """Raises: NotFound."""
    if not coordinates(roles, case.decision.team, at):
        raise NotFound(case.reference)


def is_lead(roles: Roles, at: datetime) -> bool:
    return Role.SAFEGUARDING_LEAD in roles.now(at)


def require_writer(roles: Roles, case: Case, *, by: str, to: str, at: datetime) -> None:
    """The team; whoever has the slot, to no other helper (rule R6); a coordinator and whoever left unsafe (R8).

    Whoever left answers the team alone.

    Raises: NotFound.
    """
    asks_after = to in left_unsafe(case) and coordinates(roles, case.decision.team, at)
    has_slot = by in case.active and to in {REPORTER, TEAM}
    answers = to == TEAM and has_left_unsafe(case, by)
    if not (has_slot or asks_after or answers or works_for(roles, case.decision.team, at)):
        raise NotFound(case.reference)


def require_vetter(roles: Roles, *, by: str, of: str, at: datetime) -> None:
    """Who vets and revokes; never oneself. Raises: NotFound, Refused."""
    if not roles.now(at) & VETTERS:
        raise NotFound(of)
    if by == of:
        raise Refused(No.NOT_BY_ONESELF)


def is_administrator(roles: Roles, at: datetime) -> bool:
    return Role.ADMINISTRATOR in roles.now(at)


def require_administrator(roles: Roles, at: datetime) -> None:
    """Raises: NotFound."""
    if not is_administrator(roles, at):
        raise NotFound
