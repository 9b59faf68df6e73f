"""The coordinator sees where a helper felt unsafe, which is logged first."""

from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.alarms import Alarm, alarms
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.authority import require_coordinator
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.ports import Cases, RolesOfPeople
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.place import Place
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowUnsafePlace:
    case_id: CaseId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsafePlace:
    """Where a helper felt unsafe, and who that is."""

    case_id: str
    reference: str
    helper: str
    place: Place | None
    address: str | None


def show_unsafe_place(command: ShowUnsafePlace, *, cases: Cases, roles: RolesOfPeople, clock: Clock) -> UnsafePlace:
    """Only until somebody has seen to it; a Disclosure, written first (rule R8). Raises: NotFound."""
    at = clock.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_coordinator(mine, case, at)
        if _who(case) is None:
            raise NotFound(command.case_id)
        return professionals.disclose(case, to=command.by, what=("place",), why=AssignmentStatus.ABORTED_UNSAFE, at=at)

    case = change(cases, command.case_id, decide, by=command.by).state
    return UnsafePlace(
        case_id=command.case_id,
        reference=case.reference,
        helper=_who(case) or "",
        place=case.told.place,
        address=case.told.address,
    )


def _who(case: Case) -> str | None:
    return next((one.person_id for one in alarms(case) if one.alarm is Alarm.UNSAFE), None)
