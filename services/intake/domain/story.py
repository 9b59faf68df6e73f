"""What became of a report, step by step, as whoever reported it reads it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.events.triage import CaseState, ReportStatus, Route


class StepCode(StrEnum):
    """What happened, for the reporter to read; declining, ignoring and being late leave no trace (rule R10)."""

    OPENED = "opened"
    ROUTED = "routed"
    TAKEN = "taken"
    ASKED = "asked"
    HELPER_ACCEPTED = "helper_accepted"
    HELPER_ON_WAY = "helper_on_way"
    HELPER_ON_SITE = "helper_on_site"
    HELPER_DONE = "helper_done"
    HELPER_CHANGES = "helper_changes"
    HELPER_STOPPED = "helper_stopped"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    REFERRED_OUT = "referred_out"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened. version: the case's. status: the report's from then on, where this changed it.

    person_id: the helper's or caseworker's. code, team, reason, action: codes of the pack. until: what is promised.
    """

    at: datetime
    version: int
    code: StepCode
    status: ReportStatus | None = None
    person_id: str | None = None
    team: str | None = None
    route: Route | None = None
    reason: str | None = None
    action: str | None = None
    wave: int | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Somebody who works on the case wrote to the reporter."""

    at: datetime
    version: int
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A protected fact was shown to one person. what: codes such as place, words. why: a code."""

    at: datetime
    version: int
    to: str
    what: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that intake knows of a case. as_of: when the newest of it happened. Steps and the like are in their order."""

    case_id: str
    state: CaseState
    as_of: datetime
    steps: tuple[Step, ...] = ()
    messages: tuple[Message, ...] = ()
    shown: tuple[Shown, ...] = ()

    @property
    def resolution(self) -> int:
        """Version of the case at which it was last said to be done; 0 while there is nothing to confirm or dispute."""
        if self.state.report_status is not ReportStatus.DONE_UNCONFIRMED:
            return 0
        return next((step.version for step in reversed(self.steps) if step.code is StepCode.RESOLVED), 0)

    @property
    def refusable_helper(self) -> str | None:
        """Who has said yes and has not set out yet (rule R9)."""
        person_id = self.state.assigned_to
        set_out = any(step.code is StepCode.HELPER_ON_WAY and step.person_id == person_id for step in self._latest())
        return None if set_out else person_id

    def _latest(self) -> tuple[Step, ...]:
        """The steps since somebody last said yes."""
        accepted = [place for place, step in enumerate(self.steps) if step.code is StepCode.HELPER_ACCEPTED]
        return self.steps[accepted[-1] :] if accepted else ()
