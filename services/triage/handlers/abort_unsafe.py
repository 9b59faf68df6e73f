"""The helper says "unsafe" and stops."""

from dataclasses import dataclass

from services.triage.domain import working
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class AbortUnsafe:
    case_id: CaseId
    person_id: PersonId


def abort_unsafe(command: AbortUnsafe, *, cases: Cases, deciding: Deciding) -> None:
    """It always gets through to the coordinator (rule R8). Raises: NotFound, NotEligible if they never were on it."""
    redecide = deciding.anew(deciding.now())
    change(
        cases,
        command.case_id,
        lambda case: working.tell_unsafe(case, person_id=command.person_id, redecide=redecide),
        by=command.person_id,
    )
