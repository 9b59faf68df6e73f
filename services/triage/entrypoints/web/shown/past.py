"""Whose case it was when something happened: what a team did stays theirs when another one has the case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.queries.case_at_desk import Step
from shared.events.triage import CaseRouted


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """people: as the reader knows them today. decided: every decision on the case, oldest first."""

    people: People
    words: PackWords
    decided: Sequence[Step]

    def at(self, version: int) -> People:
        """With the team that had the case after that step."""
        return self._with_last([one for one in self.decided if one.version <= version])

    def before(self, at: datetime | None) -> People:
        """With the team that had it until then; what was written may itself have brought the case to another."""
        return self._with_last([one for one in self.decided if at is not None and one.at < at])

    def _with_last(self, decided: Sequence[Step]) -> People:
        """Today's where nothing was decided until then."""
        if not decided:
            return self.people
        return replace(self.people, team=self.words.team(str(decided[-1].data["team"])))


def past_of(history: Sequence[Step], *, people: People, words: PackWords) -> Past:
    """history: the whole case's."""
    return Past(people=people, words=words, decided=[one for one in history if one.kind is CaseRouted])
