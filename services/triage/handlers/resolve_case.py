"""A caseworker says that it is done, what was done, and how it went."""

from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.asking import then
from services.triage.domain.authority import require_team
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.reasons import No
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, RolesOfPeople
from shared.errors import Refused
from shared.ids import CaseId, PersonId
from shared.repository import Found, change


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveCase:
    """language: of the page that the words were written on.

    known: the case as it was just read, to save reading it again.
    """

    case_id: CaseId
    by: PersonId
    action: str
    words: str
    language: str = ""
    known: Found[Case] | None = None


def resolve_case(command: ResolveCase, *, cases: Cases, roles: RolesOfPeople, deciding: Deciding) -> None:
    """The reporter is then asked whether it is fixed; a sign that nobody knew of opens the case again.

    Raises: NotFound, IllegalMove, Refused.
    """
    at, neighbourhood = deciding.now(), deciding.neighbourhood
    mine = roles.find(command.by).state
    answer_by = at + neighbourhood.ways.confirm_within
    noticing = deciding.noticing(command.words, command.language, at)

    def decide(case: Case) -> Events:
        require_team(mine, case, at)
        if not neighbourhood.has_action(command.action):
            raise Refused(No.ACTION_MISSING)
        resolved = professionals.resolve(case, action=command.action, words=command.words, answer_by=answer_by)
        return then(case, resolved, noticing)

    change(cases, command.case_id, decide, by=command.by, known=command.known)
