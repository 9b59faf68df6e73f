"""Staff mark somebody as named in the case."""

from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.authority import require_protector
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, RolesOfPeople
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPersonNamed:
    case_id: CaseId
    by: PersonId
    person_id: PersonId


def mark_person_named(command: MarkPersonNamed, *, cases: Cases, roles: RolesOfPeople, deciding: Deciding) -> None:
    """They are never asked, and leave at once if they were (rule R9). Raises: NotFound."""
    at = deciding.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_protector(mine, case, at)
        return professionals.name_person(case, person_id=command.person_id, at=at, redecide=deciding.anew(at))

    change(cases, command.case_id, decide, by=command.by)
