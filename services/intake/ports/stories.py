"""What became of reports, as others tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.intake.domain.story import Message, Shown, Step, Story
from shared.events.triage import CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one event of a case says. state: the newest that its sender knew, with that state's version."""

    case_id: str
    version: int
    at: datetime
    state: CaseState
    state_version: int
    step: Step | None = None
    message: Message | None = None
    shown: Shown | None = None


class Stories(Protocol):
    """What became of reports."""

    def keep(self, told: Told) -> None:
        """In any order, and any number of times: what was told is kept once, and the newest state stands."""

    def forget(self, report_id: str, person_ids: Sequence[str]) -> None:
        """Take out of a story who these are, and what they wrote."""

    def empty(self, report_id: str) -> None:
        """Take all words out of a story. What was told until now brings none back."""

    def of(self, report_id: str) -> Story | None: ...

    def of_all(self, report_ids: Sequence[str]) -> Mapping[str, Story]:
        """Those that are known, by report."""
