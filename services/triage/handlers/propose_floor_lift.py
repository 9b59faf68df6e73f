"""A professional would lift the floor, with a reason."""

from dataclasses import dataclass

from services.triage.domain import protection
from services.triage.domain.authority import is_lead, require_protector
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.ports import Cases, RolesOfPeople
from shared.clock import Clock
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeFloorLift:
    case_id: CaseId
    by: PersonId
    reason: str


def propose_floor_lift(command: ProposeFloorLift, *, cases: Cases, roles: RolesOfPeople, clock: Clock) -> None:
    """Nothing changes before a second person agrees (rule R2). Raises: NotFound, IllegalMove, Refused."""
    at = clock.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_protector(mine, case, at)
        return protection.propose_lift(case, by=command.by, as_lead=is_lead(mine, at), reason=command.reason)

    change(cases, command.case_id, decide, by=command.by)
