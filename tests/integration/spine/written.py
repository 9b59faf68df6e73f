"""Writers who note what was acknowledged, so that it can be looked for once stores have been killed."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from shared.errors import StaleVersion
from shared.events.event import Received
from shared.ids import random_id
from shared.repository import Repository
from tests.fakes.notebook import Notebook, NotebookEvent, wrote
from tests.integration.spine.stage import patient


@dataclass
class Written:
    """What writers were told is kept: by notebook and number, the line. No two lines have the same words."""

    notebooks: Repository[Notebook, NotebookEvent]
    acknowledged: dict[tuple[str, int], str] = field(default_factory=dict)

    def lines(self, subjects: Sequence[str], lines: int) -> None:
        """Each of them, line by line; who is told "try again" tries again."""
        with ThreadPoolExecutor(4) as writers:
            list(writers.map(lambda subject: self._fill(subject, lines), subjects))

    def _fill(self, subject: str, lines: int) -> None:
        while (found := patient(lambda: self.notebooks.find(subject))).version < lines:
            line = wrote(random_id())
            with suppress(StaleVersion):  # It was written, although nobody said so.
                patient(partial(self.notebooks.append, found, [line], by="tests"))
                self.acknowledged[subject, found.version + 1] = line.text

    def missing(self) -> list[tuple[str, int]]:
        """What was acknowledged and is not there, or not in its place."""
        subjects = {subject for subject, _ in self.acknowledged}
        there = {each: patient(partial(self.notebooks.find, each)).state.lines for each in subjects}
        return [at for at, line in self.acknowledged.items() if line not in there[at[0]][at[1] - 1 : at[1]]]

    def not_told(self, events: Sequence[Received]) -> list[tuple[str, int]]:
        """What was acknowledged and the topic does not hold."""
        told = {(each.subject, each.recorded.version): each.happened for each in events}
        return [at for at, line in self.acknowledged.items() if told.get(at) != wrote(line)]
