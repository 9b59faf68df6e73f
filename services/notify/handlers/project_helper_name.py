"""Keep what helpers are called, as triage tells it."""

from dataclasses import dataclass

from services.notify.ports.people import HelperNames
from shared.erasure import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHelperName:
    person_id: str
    first_name: str
    version: int


def project_helper_name(command: ProjectHelperName, *, helpers: HelperNames, ledger: Ledger) -> None:
    """Whoever was erased does not come back."""
    if not ledger.known([command.person_id]):
        helpers.keep(command.person_id, command.first_name, version=command.version)
