"""Whose case it was when something happened: what a team did stays theirs when another one has the case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.queries.case_at_desk import Step
from shared.events.triage import CaseRouted


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """people: as the reader knows them today. history: the whole case's, oldest first."""

    people: People
    words: PackWords
    history: Iterable[Step]

    def at(self, version: int) -> People:
        """With the team that had the case after that step."""
        return self._with_last(one for one in self._decided() if one.version <= version)

    def before(self, at: datetime | None) -> People:
        """With the team that had it until then; what was written may itself have brought the case to another."""
        return self._with_last(one for one in self._decided() if at is not None and one.at < at)

    def _decided(self) -> Iterator[Step]:
        return (one for one in self.history if one.kind is CaseRouted)

    def _with_last(self, decided: Iterable[Step]) -> People:
        """Today's where nothing was decided until then."""
        teams = [str(one.data["team"]) for one in decided]
        return replace(self.people, team=self.words.team(teams[-1])) if teams else self.people
