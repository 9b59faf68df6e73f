"""A helper says no, thank you."""

from dataclasses import dataclass

from services.triage.domain import answering
from services.triage.ports import Cases
from shared.clock import Clock
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineInvitation:
    case_id: CaseId
    person_id: PersonId
    invitation_id: str


def decline_invitation(command: DeclineInvitation, *, cases: Cases, clock: Clock) -> None:
    """It costs nothing, and twice is once (rule R10). Raises: NotFound, NotEligible."""
    at = clock.now()
    change(
        cases,
        command.case_id,
        lambda case: answering.decline(case, person_id=command.person_id, invitation_id=command.invitation_id, at=at),
        by=command.person_id,
    )
