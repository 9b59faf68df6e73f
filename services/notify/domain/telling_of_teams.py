"""Whoever took a case hears when another team has it: not which, and not why (rule R14)."""

from services.notify.domain.note import to_caseworker
from services.notify.domain.scene import Notes, Scene
from services.notify.domain.seeing import is_over
from services.notify.domain.sending import ANOTHER_TEAM
from shared.events import triage


def another_has_it(happened: object, scene: Scene) -> Notes:
    """Who passed it on themselves knows already; of what was over nobody waits to hear."""
    seen = scene.seen
    if seen.taken_by in {None, scene.by} or seen.told_team is None or is_over(seen):
        return ()
    if _team_after(happened, scene) in {None, seen.told_team}:
        return ()
    return (to_caseworker(str(seen.taken_by), ANOTHER_TEAM),)


def _team_after(happened: object, scene: Scene) -> str | None:
    """None for what changes no team. What happens together comes with the state that all of it led to."""
    match happened:
        case triage.CaseRouted() | triage.CaseEscalated():
            return happened.team
        case triage.CaseReopened():
            return scene.state.team
        case _:
            return None
