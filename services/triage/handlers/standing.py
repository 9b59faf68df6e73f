"""Whether a helper may go on: their claim, their vetting, and somebody who answers."""

from datetime import datetime

from services.triage.domain.case import Case
from services.triage.domain.reasons import No
from services.triage.domain.task import Task
from services.triage.ports import Helpers, Neighbourhood
from shared.errors import NotEligible, NotFound


def require_vetted(helpers: Helpers, person_id: str, case_id: str, task: Task | None, at: datetime) -> None:
    """Raises: NotFound where the claim does not stand, or the vetting does not cover the task today (rule R7).

    To them the task is not there.
    """
    helper = helpers.get(person_id).state
    if helper.claim_on(case_id, at) is None or task is None or helper.tier_on(at) < task.tier:
        raise NotFound(case_id)


def task_of(case: Case, neighbourhood: Neighbourhood, at: datetime) -> Task:
    """Raises: NotEligible where nobody answers while they are out (rule R8)."""
    task = neighbourhood.task(case.told.category)
    if task is None or (task.on_site and neighbourhood.on_call(at) is None):
        raise NotEligible(No.NOBODY_ANSWERS_NOW)
    return task
