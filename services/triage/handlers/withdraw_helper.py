"""A helper was revoked: take back what they were asked and given."""

from dataclasses import dataclass

from services.triage.domain.asking import lose_helper
from services.triage.domain.reasons import Ended
from services.triage.handlers.changing import change
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, CasesOfHelpers
from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHelper:
    person_id: PersonId


def withdraw_helper(
    command: WithdrawHelper, *, cases: Cases, cases_of_helpers: CasesOfHelpers, deciding: Deciding
) -> None:
    """On every case they are on (rule R7); access was over with the helper's own write. Twice is once."""
    at = deciding.now()
    for case_id in cases_of_helpers.of_helper(command.person_id):
        change(
            cases,
            case_id,
            lambda case: lose_helper(case, command.person_id, Ended.REVOKED, at=at, redecide=deciding.anew(at)),
            by="revocation",
        )
