"""Since when nobody works on a report any more, and how it counts for how long it is kept."""

from datetime import datetime

from services.intake.domain.report import Report
from services.intake.domain.story import StepCode, Story
from shared.events.triage import CaseStatus
from shared.retention import PROTECTED

_OVER = frozenset({CaseStatus.CLOSED, CaseStatus.LINKED, CaseStatus.REFERRED_OUT})
_ENDS = frozenset({StepCode.CLOSED, StepCode.REFERRED_OUT, StepCode.WITHDRAWN})


def ended_at(report: Report, story: Story | None) -> datetime | None:
    """None while somebody works on it: what was taken back, and bears a sign, goes on for professionals (rule R14)."""
    if story is None or not _is_over(report, story):
        return None
    ends = [step.at for step in story.steps if step.code in _ENDS]
    return max(ends, default=story.as_of)


def kept_as(report: Report, story: Story | None) -> str:
    """Its category, unless it is protected; triage may have raised that later."""
    raised = story is not None and story.state.sensitive
    return PROTECTED if report.is_sensitive or raised else report.category


def _is_over(report: Report, story: Story) -> bool:
    if story.state.status is CaseStatus.WITHDRAWN:
        return kept_as(report, story) != PROTECTED
    return story.state.status in _OVER
