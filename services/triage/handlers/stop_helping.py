"""A helper stops for good."""

from dataclasses import dataclass

from services.triage.domain import offering
from services.triage.ports import Helpers
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class StopHelping:
    person_id: PersonId


def stop_helping(command: StopHelping, *, helpers: Helpers) -> None:
    """No reason asked. All access is over with this write; their cases hear of it. Raises: NotFound, NotEligible."""
    change(helpers, command.person_id, offering.stop, by=command.person_id)
