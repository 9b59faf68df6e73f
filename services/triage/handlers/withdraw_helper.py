"""A helper's vetting was lowered, has expired or was taken back, or they stopped: they leave what it does not cover."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.asking import lose_helper
from services.triage.domain.case import Case
from services.triage.domain.claiming import may_go_on
from services.triage.domain.deciding import Events
from services.triage.domain.forgetting import leave
from services.triage.domain.reasons import Ended
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, CasesOfHelpers, Helpers
from shared.ids import PersonId
from shared.repository import change

BY = "vetting"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHelper:
    """has_stopped: they help no more, so that what they had is handed back, as they may (rule R10)."""

    person_id: PersonId
    has_stopped: bool = False


def withdraw_helper(
    command: WithdrawHelper,
    *,
    cases: Cases,
    cases_of_helpers: CasesOfHelpers,
    helpers: Helpers,
    deciding: Deciding,
) -> None:
    """From every case that their vetting, as it stands now, does not cover (rule R7).

    Access was over with the helper's own write. Twice is once, and what was given to them since is theirs.
    """
    at = deciding.now()
    for case_id in cases_of_helpers.of_helper(command.person_id):
        _leave(case_id, command, at, cases=cases, helpers=helpers, deciding=deciding)


def _leave(
    case_id: str, command: WithdrawHelper, at: datetime, *, cases: Cases, helpers: Helpers, deciding: Deciding
) -> None:
    person_id = command.person_id

    def decide(case: Case) -> Events:
        """The helper is read after the case: of a yes, the claim is written before the slot."""
        task, helper = deciding.neighbourhood.task(case.told.category), helpers.find(person_id).state
        has_slot = person_id in case.active
        if task is not None and may_go_on(helper, case_id=case_id, tier=task.tier, at=at, has_slot=has_slot):
            return ()
        redecide = deciding.anew(at)
        if command.has_stopped:
            return leave(case, person_id, at=at, redecide=redecide, for_good=True)
        return lose_helper(case, person_id, Ended.REVOKED, at=at, redecide=redecide)

    change(cases, case_id, decide, by=person_id if command.has_stopped else BY)
