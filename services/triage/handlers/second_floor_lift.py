"""A second professional agrees that the floor is lifted, with a reason."""

from dataclasses import dataclass

from services.triage.domain import protection
from services.triage.domain.authority import is_lead, require_protector
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, RolesOfPeople
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFloorLift:
    case_id: CaseId
    by: PersonId
    reason: str


def second_floor_lift(command: SecondFloorLift, *, cases: Cases, roles: RolesOfPeople, deciding: Deciding) -> None:
    """One of the two is the safeguarding lead (rule R2). Raises: NotFound, IllegalMove, Refused."""
    at = deciding.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_protector(mine, case, at)
        return protection.second_lift(
            case, by=command.by, as_lead=is_lead(mine, at), reason=command.reason, redecide=deciding.anew(at)
        )

    change(cases, command.case_id, decide, by=command.by)
