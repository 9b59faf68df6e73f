"""A caseworker takes a case upon themselves."""

from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.authority import require_team
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, RolesOfPeople
from shared.ids import CaseId, PersonId
from shared.repository import Found, change


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCase:
    """known: the case as it was just read, to save reading it again."""

    case_id: CaseId
    by: PersonId
    known: Found[Case] | None = None


def take_case(command: TakeCase, *, cases: Cases, roles: RolesOfPeople, deciding: Deciding) -> None:
    """Raises: NotFound for another team's case, IllegalMove."""
    at = deciding.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_team(mine, case, at)
        return professionals.take(case, by=command.by, redecide=deciding.anew(at))

    change(cases, command.case_id, decide, by=command.by, known=command.known)
