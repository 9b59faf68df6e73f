"""A helper's vetting was lowered, has expired or was taken back: take back what it does not cover any more."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.asking import lose_helper
from services.triage.domain.case import Case
from services.triage.domain.claiming import may_go_on
from services.triage.domain.deciding import Events
from services.triage.domain.reasons import Ended
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, CasesOfHelpers, Helpers
from shared.ids import PersonId
from shared.repository import change

BY = "vetting"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHelper:
    person_id: PersonId


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
        _leave(case_id, command.person_id, at, cases=cases, helpers=helpers, deciding=deciding)


def _leave(case_id: str, person_id: str, at: datetime, *, cases: Cases, helpers: Helpers, deciding: Deciding) -> None:
    def decide(case: Case) -> Events:
        """The helper is read after the case: of a yes, the claim is written before the slot."""
        task, helper = deciding.neighbourhood.task(case.told.category), helpers.find(person_id).state
        has_slot = person_id in case.active
        if task is not None and may_go_on(helper, case_id=case_id, tier=task.tier, at=at, has_slot=has_slot):
            return ()
        return lose_helper(case, person_id, Ended.REVOKED, at=at, redecide=deciding.anew(at))

    change(cases, case_id, decide, by=BY)
