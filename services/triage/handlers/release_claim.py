"""The work has ended, or went to somebody else: the claim is over."""

from dataclasses import dataclass

from services.triage.domain import claiming
from services.triage.ports import Helpers
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseClaim:
    case_id: CaseId
    person_id: PersonId
    version: int
    reason: str


def release_claim(command: ReleaseClaim, *, helpers: Helpers) -> None:
    """Heard twice, or late, it changes nothing. version: the case's; what is older than the claim is not about it."""
    change(
        helpers,
        command.person_id,
        lambda helper: claiming.release(
            helper, case_id=command.case_id, case_version=command.version, why=command.reason
        ),
        by="case",
    )
