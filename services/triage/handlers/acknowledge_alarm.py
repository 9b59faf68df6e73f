"""A coordinator has seen to an alarm."""

from dataclasses import dataclass

from services.triage.domain import alarms
from services.triage.domain.alarms import Raised
from services.triage.domain.authority import require_coordinator
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.ports import Cases, RolesOfPeople
from shared.clock import Clock
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlarm:
    case_id: CaseId
    by: PersonId
    raised: Raised


def acknowledge_alarm(command: AcknowledgeAlarm, *, cases: Cases, roles: RolesOfPeople, clock: Clock) -> None:
    """It leaves the list, and the history keeps it (rule R8). Raises: NotFound where there is none of theirs."""
    at = clock.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_coordinator(mine, case, at)
        return alarms.acknowledge(case, command.raised)

    change(cases, command.case_id, decide, by=command.by)
