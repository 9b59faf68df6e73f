"""The case gave the slot: the claim stands."""

from dataclasses import dataclass

from services.triage.domain import claiming
from services.triage.domain.asking import lose_helper
from services.triage.domain.reasons import Ended
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, Helpers
from shared.errors import NotEligible
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmClaim:
    case_id: CaseId
    person_id: PersonId


def confirm_claim(command: ConfirmClaim, *, helpers: Helpers, cases: Cases, deciding: Deciding) -> None:
    """Where the claim is gone (lapsed, revoked), the slot is given back. Raises: StaleVersion."""
    try:
        change(
            helpers,
            command.person_id,
            lambda helper: claiming.confirm(helper, case_id=command.case_id),
            by="case",
        )
    except NotEligible:
        at = deciding.now()
        change(
            cases,
            command.case_id,
            lambda case: lose_helper(case, command.person_id, Ended.CLAIM_LAPSED, at=at, redecide=deciding.anew(at)),
            by="claim",
        )
