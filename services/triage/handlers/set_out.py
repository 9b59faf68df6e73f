"""The helper is on the way."""

from dataclasses import dataclass

from services.triage.domain import working
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.handlers.standing import require_vetted, task_of
from services.triage.ports import Cases, Helpers, Neighbourhood
from shared.clock import Clock
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOut:
    case_id: CaseId
    person_id: PersonId


def set_out(command: SetOut, *, cases: Cases, helpers: Helpers, neighbourhood: Neighbourhood, clock: Clock) -> None:
    """Only while claim and vetting stand and somebody answers (R7, R8). Raises: NotFound, NotEligible, IllegalMove."""
    at = clock.now()

    def decide(case: Case) -> Events:
        require_vetted(helpers, command.person_id, command.case_id, neighbourhood.task(case.told.category), at)
        task = task_of(case, neighbourhood, at)
        return working.set_out(case, person_id=command.person_id, at=at, ends_after=task.ends_after)

    change(cases, command.case_id, decide, by=command.person_id)
