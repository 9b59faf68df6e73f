"""The assigned helper sees place, words and photos, which is logged first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.assignment import Assignment
from services.triage.domain.case import Case, Message
from services.triage.domain.deciding import Events
from services.triage.handlers.standing import require_vetted
from services.triage.ports import Cases, Helpers, Neighbourhood, OnCall
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.place import Place
from shared.ids import CaseId, PersonId
from shared.repository import change

SHOWN = ("place", "words")
PHOTOS = "photos"
ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTask:
    case_id: CaseId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """What only the assigned helper sees, and only while assigned (rule R5)."""

    case_id: str
    reference: str
    team: str
    category: str
    place: Place | None
    address: str | None
    words: str
    answers: Mapping[str, str]
    photos: Sequence[str]
    assignment: Assignment
    messages: Sequence[Message]
    on_call: OnCall | None


def show_task(
    command: ShowTask, *, cases: Cases, helpers: Helpers, neighbourhood: Neighbourhood, clock: Clock
) -> OpenTask:
    """What they need to do it; each showing is a Disclosure, written first (rule R5).

    Raises: NotFound unless claim on the helper and slot on the case both stand, and the vetting covers it today.
    """
    at = clock.now()

    def decide(case: Case) -> Events:
        if command.person_id not in case.active:
            raise NotFound(command.case_id)
        require_vetted(helpers, command.person_id, command.case_id, neighbourhood.task(case.told.category), at)
        return professionals.disclose(case, to=command.person_id, what=_what(case), why=ASSIGNED, at=at)

    case = change(cases, command.case_id, decide, by=command.person_id).state
    return _as_shown(command, case, on_call=neighbourhood.on_call(at))


def _what(case: Case) -> tuple[str, ...]:
    return (*SHOWN, PHOTOS) if case.told.photos else SHOWN


def _as_shown(command: ShowTask, case: Case, *, on_call: OnCall | None) -> OpenTask:
    return OpenTask(
        case_id=command.case_id,
        reference=case.reference,
        team=case.decision.team,
        category=case.told.category,
        place=case.told.place,
        address=case.told.address,
        words=case.told.text,
        answers=case.told.answers,
        photos=case.told.photos,
        assignment=case.assignments[command.person_id],
        messages=[one for one in case.messages if command.person_id in {one.written_by, one.to}],
        on_call=on_call,
    )
