"""Another body deals with it from here."""

from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.authority import require_team
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.ports import Cases, RolesOfPeople
from shared.clock import Clock
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferOut:
    case_id: CaseId
    by: PersonId
    to: str


def refer_out(command: ReferOut, *, cases: Cases, roles: RolesOfPeople, clock: Clock) -> None:
    """Raises: NotFound, IllegalMove, Refused."""
    at = clock.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_team(mine, case, at)
        return professionals.refer_out(case, to=command.to)

    change(cases, command.case_id, decide, by=command.by)
