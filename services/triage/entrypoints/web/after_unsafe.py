"""`/help/tasks/<id>/messages`: what was written to a helper who left because it was not safe, without the task."""

from collections.abc import Collection, Iterable, Mapping

from flask import render_template

from services.triage.bootstrap import Triage
from services.triage.domain.case import Message
from services.triage.entrypoints.web.shown.letters import letters
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.who_coordinates import who_coordinates
from services.triage.queries.written_after_unsafe import written_after_unsafe


def letters_after_unsafe(triage: Triage, case_id: str, *, by: str) -> str:
    """The page for whoever left. Raises: NotFound for all others."""
    written = written_after_unsafe(case_id, by, cases=triage.cases)
    at, coordinator = triage.clock.now(), triage.pack.coordinator
    coordinating = who_coordinates(roles=triage.roles, now=at)
    names = _who_asked(written, coordinating, name=coordinator.name if coordinator else "")
    return render_template(
        "help/letters.html",
        messages=letters(written, People(me=by, names=names)),
        answers=triage.neighbourhood.on_call(at),
    )


def _who_asked(messages: Iterable[Message], coordinating: Collection[str], *, name: str) -> Mapping[str, str]:
    """By person_id, what whoever left because it was not safe calls those who wrote since.

    name: the coordinator's, as the neighbourhood has it; of several nobody knows who of them that is.
    """
    alone = name if len(coordinating) == 1 else ""
    of_the_team, looks_after = _("somebody of the team"), alone or _("somebody who looks after those who help")
    return {one.written_by: looks_after if one.written_by in coordinating else of_the_team for one in messages}
