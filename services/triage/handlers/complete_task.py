"""The helper says it is done."""

from dataclasses import dataclass

from services.triage.domain import working
from services.triage.domain.asking import then
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.working import Done
from services.triage.handlers.deciding import Deciding
from services.triage.handlers.standing import require_vetted
from services.triage.ports import Cases, Helpers
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteTask:
    case_id: CaseId
    person_id: PersonId
    minutes: int | None = None
    words: str = ""
    language: str = ""


def complete_task(command: CompleteTask, *, cases: Cases, helpers: Helpers, deciding: Deciding) -> None:
    """minutes: the time given, if they wish to say. words: how it went. Saying it twice says nothing new.

    Signs in the words protect the case, and open it again where it was over with that. language: of their page.

    Raises: NotFound where claim or vetting do not stand (rule R7), NotEligible, IllegalMove.
    """
    at, neighbourhood = deciding.now(), deciding.neighbourhood
    ways = neighbourhood.ways
    done = Done(action=ways.neighbour_action, answer_by=at + ways.confirm_within, words=command.words)
    noticing = deciding.noticing(command.words, command.language, at)

    def decide(case: Case) -> Events:
        if command.person_id in case.active:
            require_vetted(helpers, command.person_id, command.case_id, neighbourhood.task(case.told.category), at)
        said = working.complete(case, person_id=command.person_id, minutes=command.minutes, done=done)
        return then(case, said, noticing)

    change(cases, command.case_id, decide, by=command.person_id)
