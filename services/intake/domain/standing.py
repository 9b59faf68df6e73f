"""Where a report stands, in the resident's words, and how it came there."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.report import Report
from services.intake.domain.story import Step, StepCode, Story
from shared.events.triage import ReportStatus

OVER = frozenset({ReportStatus.CLOSED, ReportStatus.WITHDRAWN, ReportStatus.REFERRED_OUT})
_WITH_A_REASON = frozenset({StepCode.CLOSED, StepCode.REOPENED, StepCode.ESCALATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From `at` on it stood so. reason: why it was closed, reopened or is late, as a code; never in words."""

    at: datetime
    status: ReportStatus
    reason: str | None = None


def status_of(report: Report, story: Story | None) -> ReportStatus:
    """The reporter's own withdrawing counts at once, whatever the case still says (rule R14)."""
    if report.withdrawn:
        return ReportStatus.WITHDRAWN
    return story.state.report_status if story is not None else ReportStatus.RECEIVED


def is_over(report: Report, story: Story | None) -> bool:
    """Nobody works on it any more, so nobody reads what is written about it."""
    return status_of(report, story) in OVER


def turns_of(report: Report, story: Story | None, *, withdrawn_at: datetime | None) -> tuple[Turn, ...]:
    """Every change of status, the oldest first; what came after the withdrawing is not told."""
    turns = [Turn(at=report.received_at, status=ReportStatus.RECEIVED)]
    for step in steps_told(story, withdrawn_at=withdrawn_at):
        if step.status is not None and step.status is not turns[-1].status:
            turns.append(Turn(at=step.at, status=step.status, reason=_reason_of(step)))
    if withdrawn_at is not None and turns[-1].status is not ReportStatus.WITHDRAWN:
        turns.append(Turn(at=withdrawn_at, status=ReportStatus.WITHDRAWN))
    return tuple(turns)


def steps_told(story: Story | None, *, withdrawn_at: datetime | None) -> tuple[Step, ...]:
    """The steps that the reporter may still read."""
    steps = story.steps if story is not None else ()
    return tuple(step for step in steps if withdrawn_at is None or step.at <= withdrawn_at)


def _reason_of(step: Step) -> str | None:
    return step.reason if step.code in _WITH_A_REASON else None
