"""The helper says it is done."""

from dataclasses import dataclass

from services.triage.domain import working
from services.triage.domain.working import Done
from services.triage.handlers.changing import change
from services.triage.ports import Cases, Neighbourhood
from shared.clock import Clock
from shared.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteTask:
    case_id: CaseId
    person_id: PersonId
    minutes: int | None = None
    words: str = ""


def complete_task(command: CompleteTask, *, cases: Cases, neighbourhood: Neighbourhood, clock: Clock) -> None:
    """minutes: the time given, if they wish to say. words: how it went. Raises: NotFound, NotEligible, IllegalMove."""
    ways = neighbourhood.ways
    done = Done(action=ways.neighbour_action, answer_by=clock.now() + ways.confirm_within, words=command.words)
    change(
        cases,
        command.case_id,
        lambda case: working.complete(case, person_id=command.person_id, minutes=command.minutes, done=done),
        by=command.person_id,
    )
