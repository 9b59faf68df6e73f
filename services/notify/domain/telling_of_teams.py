"""Whoever took a case hears when another team has it (rule R14); the team hears what is for one who left it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.notify.domain.delivery import Audience, Priority
from services.notify.domain.note import Everybody, Note, to_caseworker, to_caseworkers, to_coordinators
from services.notify.domain.scene import Notes, Scene
from services.notify.domain.seeing import is_over
from services.notify.domain.sending import ANOTHER_TEAM
from shared.events import triage

_MUST_LOOK = {"urgent": Priority.SAFETY, "escalated": Priority.NEWS}
"""Somebody has to, and coordinators where the team cannot."""


def another_has_it(happened: object, scene: Scene) -> Notes:
    """Not which, and not why. Who passed it on themselves knows already; of what was over nobody waits to hear."""
    seen = scene.seen
    if seen.taken_by in {None, scene.by} or seen.told_team is None or is_over(seen):
        return ()
    if _team_after(happened, scene) in {None, seen.told_team}:
        return ()
    return (to_caseworker(str(seen.taken_by), ANOTHER_TEAM),)


def with_the_team_for(gone: str, notes: Iterable[Note]) -> Iterator[Note]:
    """What was for somebody who works for the team no more is for the team: nobody else reads it (rules R1 and R14)."""
    for note in notes:
        if getattr(note.to, "person_id", None) != gone or note.audience is not Audience.CASEWORKER:
            yield note
        elif note.message != ANOTHER_TEAM:
            yield _to_the_team(note)


def _to_the_team(note: Note) -> Note:
    priority = _MUST_LOOK.get(note.message)
    if priority is None:
        return replace(note, to=Everybody.CASEWORKERS)
    team = to_caseworkers(note.message, priority=priority, is_taken=False)
    return replace(team, otherwise=to_coordinators(note.message, priority=priority))


def _team_after(happened: object, scene: Scene) -> str | None:
    """None for what changes no team. What happens together comes with the state that all of it led to."""
    match happened:
        case triage.CaseRouted() | triage.CaseEscalated():
            return happened.team
        case triage.CaseReopened():
            return scene.state.team
        case _:
            return None
