"""A helper may be asked again."""

from dataclasses import dataclass

from services.triage.domain import offering
from services.triage.ports import Helpers
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeHelper:
    person_id: PersonId


def resume_helper(command: ResumeHelper, *, helpers: Helpers) -> None:
    """Raises: NotFound."""
    change(helpers, command.person_id, offering.resume, by=command.person_id)
