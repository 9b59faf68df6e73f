"""What neighbours do here, for somebody who thinks of helping."""

from dataclasses import dataclass

from services.triage.entrypoints.web.words.pack import PackWords
from shared.pack.triage import TriagePack


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskShown:
    """name: in the pack's words for what a neighbour can offer."""

    name: str
    minutes: int
    on_site: bool


def tasks_shown(pack: TriagePack, words: PackWords) -> list[TaskShown]:
    """Each kind of help once, what can be done from home included; the shortest on top."""
    names = dict(words.capabilities())
    shown = {
        task.capability: TaskShown(
            name=names.get(task.capability, task.capability), minutes=task.minutes, on_site=task.on_site
        )
        for task in pack.tasks.values()
    }
    return sorted(shown.values(), key=lambda task: (task.minutes, task.name))
