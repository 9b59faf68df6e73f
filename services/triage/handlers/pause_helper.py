"""A helper wants to be left alone for now."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain import offering
from services.triage.ports import Helpers
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseHelper:
    person_id: PersonId
    until: datetime | None = None


def pause_helper(command: PauseHelper, *, helpers: Helpers) -> None:
    """No reason asked; until: None means until they say so. Raises: NotFound."""
    change(helpers, command.person_id, lambda helper: offering.pause(helper, until=command.until), by=command.person_id)
