"""Keep who holds which role, as triage tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.notify.ports.people import Roles
from shared.erasure import Ledger
from shared.events.triage_people import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRoles:
    person_id: str
    grants: Sequence[Grant]
    version: int


def project_roles(command: ProjectRoles, *, roles: Roles, ledger: Ledger) -> None:
    """Whoever was erased does not come back."""
    if not ledger.known([command.person_id]):
        roles.keep(command.person_id, command.grants, version=command.version)
