"""A helper opened what they are asked."""

from dataclasses import dataclass

from services.triage.domain import answering
from services.triage.handlers.changing import change
from services.triage.ports import Cases
from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeInvitation:
    case_id: CaseId
    person_id: PersonId
    invitation_id: str


def see_invitation(command: SeeInvitation, *, cases: Cases) -> None:
    """Never on a GET, which changes nothing (rule R17). Raises: NotFound, NotEligible."""
    change(
        cases,
        command.case_id,
        lambda case: answering.see(case, person_id=command.person_id, invitation_id=command.invitation_id),
        by=command.person_id,
    )
