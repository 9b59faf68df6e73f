"""Keep what helpers are called, as triage tells it."""

from dataclasses import dataclass

from services.notify.ports.people import HelperNames


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHelperName:
    person_id: str
    first_name: str
    version: int


def project_helper_name(command: ProjectHelperName, *, helpers: HelperNames) -> None:
    helpers.keep(command.person_id, command.first_name, version=command.version)
