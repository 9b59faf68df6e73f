"""How use cases decide: by the pack, at the clock's time, with fresh ids."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.triage.domain import protection
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events, Redecide, deadline_of, facts_of, routed
from services.triage.domain.routing_policy import decide
from services.triage.ports import Neighbourhood, NewId
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """new_id: makes ids that nobody can guess."""

    neighbourhood: Neighbourhood
    clock: Clock
    new_id: NewId

    def now(self) -> datetime:
        return self.clock.now()

    def is_unread(self, case: Case, written_in: str | None) -> bool:
        """Nobody can look for danger in this language (rule R3)."""
        if written_in is None:
            return False
        told = replace(case.told, written_in=written_in)
        return not self.neighbourhood.around(told, self.now()).language_has_danger_words

    def anew(self, at: datetime) -> Redecide:
        """Decides a case at this instant; the Decision's deadline is counted from it (rule R12)."""

        def redecide(case: Case, barred_by: str | None) -> Events:
            around = self.neighbourhood.around(case.told, at)
            verdict = decide(facts_of(case, around, barred_by), self.neighbourhood.policy)
            deadline_at = deadline_of(case, self.neighbourhood.deadline(at, verdict.deadline))
            task = self.neighbourhood.task(case.told.category)
            slots = task.slots if task is not None else 1
            return routed(verdict, decision_id=self.new_id(), at=at, deadline_at=deadline_at, slots=slots)

        return redecide

    def noticing(self, words: str, language: str, at: datetime) -> Callable[[Case], Events]:
        """What follows from signs in words about a case (rules R1, R2). language: of the page, empty if unknown."""
        signs, redecide = self.neighbourhood.signs_in(words, language), self.anew(at)
        return lambda case: protection.notice(case, danger=signs.danger, floor=signs.floor, redecide=redecide)
