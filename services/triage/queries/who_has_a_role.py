"""Who has a role, and for whom one waits that needs a second person; a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.roles import Roles
from services.triage.ports import RolesToRead
from services.triage.queries.roles_of_person import Standing, standing_of
from shared.events.triage_people import Grant, Role
from shared.repository import Found

ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoHas:
    """role: None asks for what waits. after: the person_id behind which the page begins."""

    role: Role | None
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """One role of one person; somebody may have it for several teams."""

    person_id: str
    grant: Grant
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """older: behind whom the next page begins; None where there is none."""

    rows: Sequence[RoleRow]
    older: str | None


def who_has_a_role(question: WhoHas, *, roles: RolesToRead, now: datetime) -> Holders:
    """In the order of their ids. What ended by itself is among it until it is given again or taken back."""
    found = _found(question, roles)
    shown = found[:ROWS]
    rows = [row for each in shown for row in _rows(each, question.role, now)]
    return Holders(rows=rows, older=shown[-1].id if len(found) > ROWS else None)


def _found(question: WhoHas, roles: RolesToRead) -> Sequence[Found[Roles]]:
    if question.role is None:
        return roles.waiting(after=question.after, limit=ROWS + 1)
    return roles.holding(question.role, after=question.after, limit=ROWS + 1)


def _rows(found: Found[Roles], role: Role | None, now: datetime) -> Sequence[RoleRow]:
    if role is None:
        waiting = [one.grant for one in found.state.proposals]
        return [RoleRow(person_id=found.id, grant=one, standing=Standing.WAITS) for one in waiting]
    held = [one for one in found.state.grants if one.role is role]
    return [RoleRow(person_id=found.id, grant=one, standing=standing_of(one, now)) for one in held]
