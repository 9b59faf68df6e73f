"""A professional notices a danger or floor sign."""

from dataclasses import dataclass

from services.triage.domain import protection
from services.triage.domain.authority import require_protector
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, RolesOfPeople
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseProtection:
    case_id: CaseId
    by: PersonId
    danger_signs: tuple[str, ...]
    floor_signs: tuple[str, ...]


def raise_protection(command: RaiseProtection, *, cases: Cases, roles: RolesOfPeople, deciding: Deciding) -> None:
    """Neighbours leave the case at once (rules R1, R2). Raises: NotFound, IllegalMove."""
    at = deciding.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_protector(mine, case, at)
        return protection.protect(
            case, danger=command.danger_signs, floor=command.floor_signs, redecide=deciding.anew(at)
        )

    change(cases, command.case_id, decide, by=command.by)
