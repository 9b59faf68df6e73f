"""What became of a report, step by step, as whoever reported it reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.errors import IllegalMove
from shared.events.triage import CaseState, CloseReason, ReportStatus, Route


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

    person_id: the helper's or caseworker's. team, reason, action: codes of the pack. until: what is promised.
    by_helper: a neighbour did it. words: of whoever did it, for the reporter alone.
    """

    at: datetime
    version: int
    code: StepCode = field(metadata={"by_value": True})
    status: ReportStatus | None = field(default=None, metadata={"by_value": True})
    person_id: str | None = None
    team: str | None = None
    route: Route | None = field(default=None, metadata={"by_value": True})
    reason: str | None = None
    action: str | None = None
    wave: int | None = None
    by_helper: bool = False
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
    what: list[str]
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


def team_at(story: Story | None, version: int) -> str | None:
    """Whose it was when that happened; whose it is now where no step until then says so."""
    if story is None:
        return None
    told = (step.team for step in reversed(story.steps) if step.version <= version and step.team)
    return next(told, story.state.team)


def resolution_of(story: Story | None) -> int:
    """Version of the case at which it was said to be done. Raises: IllegalMove while there is nothing to answer."""
    steps = reversed(story.steps) if story is not None and _takes_an_answer(story.state) else ()
    found = next((step.version for step in steps if step.code is StepCode.RESOLVED), 0)
    if not found:
        raise IllegalMove("nothing_to_answer")
    return found


def refusable_helper_of(story: Story | None) -> str:
    """Who has said yes and has not set out yet (rule R9). Raises: IllegalMove if there is nobody like that."""
    person_id = story.state.assigned_to if story is not None else None
    if story is None or person_id is None:
        raise IllegalMove("nobody_to_refuse")
    if any(step.code is StepCode.HELPER_ON_WAY for step in _since_the_last_yes(story.steps)):
        raise IllegalMove("helper_on_way")
    return person_id


def who_helped(story: Story | None) -> tuple[str, ...]:
    """Neighbours who did it since it was opened, or opened again; nobody who asked to be forgotten."""
    if story is None:
        return ()
    again = [place for place, step in enumerate(story.steps) if step.code is StepCode.REOPENED]
    steps = story.steps[again[-1] :] if again else story.steps
    done = (step.person_id for step in steps if step.code is StepCode.HELPER_DONE)
    return tuple(dict.fromkeys(person_id for person_id in done if person_id))


def _takes_an_answer(state: CaseState) -> bool:
    """However late: a case that closed because nobody had answered still does."""
    match state.report_status:
        case ReportStatus.DONE_UNCONFIRMED:
            return True
        case ReportStatus.CLOSED:
            return state.close_reason == CloseReason.UNCONFIRMED
        case _:
            return False


def _since_the_last_yes(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    accepted = [place for place, step in enumerate(steps) if step.code is StepCode.HELPER_ACCEPTED]
    return steps[accepted[-1] :] if accepted else ()
