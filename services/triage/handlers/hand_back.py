"""The helper cannot after all."""

from dataclasses import dataclass

from services.triage.domain import working
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    case_id: CaseId
    person_id: PersonId


def hand_back(command: HandBack, *, cases: Cases, deciding: Deciding) -> None:
    """No reason asked; others are asked while there is time. Raises: NotFound, NotEligible, IllegalMove."""
    at = deciding.now()
    change(
        cases,
        command.case_id,
        lambda case: working.hand_back(case, person_id=command.person_id, at=at, redecide=deciding.anew(at)),
        by=command.person_id,
    )
