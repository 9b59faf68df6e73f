"""The page of a task, for the helper who has it: place, words, what to say next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.triage.domain.assignment import AssignmentStatus
from services.triage.entrypoints.web.shown.letters import Letter, letters
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.shown.photos import PhotoLink
from services.triage.entrypoints.web.shown.said import where
from services.triage.entrypoints.web.shown.stages import stage_of
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.show_task import OpenTask
from services.triage.ports import OnCall
from shared.events.triage import REPORTER, TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """facts: pairs for `ui.facts`. answers: who answers now (rule R8)."""

    case_id: str
    title: str
    text: str
    stage: str
    facts: Sequence[tuple[str, Any]]
    words: str
    photos: Sequence[PhotoLink]
    risks: Sequence[str]
    messages: Sequence[Letter]
    letter_to: Sequence[dict[str, str]]
    can_set_out: bool
    can_arrive: bool
    can_finish: bool
    is_from_home: bool
    answers: OnCall | None


def letter_to() -> Sequence[dict[str, str]]:
    """To whom a helper can write, for a choice of a form."""
    return [
        {"value": REPORTER, "label": _("The person who asked")},
        {"value": TEAM, "label": _("The team that has the case")},
    ]


def task_page(task: OpenTask, *, me: str, words: PackWords, photos: Sequence[PhotoLink]) -> TaskPage:
    status = task.assignment.status
    is_from_home = not words.is_on_site(task.category)
    team = words.team(task.team)
    people = People(me=me, names={one.written_by: team for one in task.messages})
    return TaskPage(
        case_id=task.case_id,
        title=words.category(task.category),
        text=words.task_text(task.category),
        stage=stage_of(task.assignment),
        facts=[
            (_("Where"), where(task.place, task.address)),
            *words.answers(task.category, task.answers),
            (_("Reference"), task.reference),
        ],
        words=task.words,
        photos=photos,
        risks=words.risks(task.category, ()),
        messages=letters(task.messages, people),
        letter_to=letter_to(),
        can_set_out=status is AssignmentStatus.ASSIGNED,
        can_arrive=status is AssignmentStatus.ON_WAY and not is_from_home,
        can_finish=status is not AssignmentStatus.ASSIGNED or is_from_home,
        is_from_home=is_from_home,
        answers=task.on_call,
    )
