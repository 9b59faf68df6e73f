"""Roles, to change and to ask for."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from services.triage.domain.roles import Roles
from shared.events.triage_people import Role, RoleEvent
from shared.repository import Found, Repository

RolesOfPeople = Repository[Roles, RoleEvent]


class RolesToRead(Protocol):
    """For questions: who may do what."""

    def of(self, person_id: str) -> Roles: ...

    def find(self, person_id: str) -> Found[Roles]:
        """Version 0 for somebody who never had any."""

    def page(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        """People with roles whose id stands after this one, in the order of their ids."""

    def holding(self, role: Role, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        """Those of them who were given this role and have it still, or until it ended by itself."""

    def waiting(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        """Those of them for whom a role was proposed that needs a second person."""

    def history(self, person_id: str) -> Sequence[Mapping[str, Any]]:
        """What happened: id, type, version, at, by, data (codes and ids), oldest first."""


class AllRoles(RolesOfPeople, RolesToRead, Protocol):
    """Roles, to change and to ask for."""
