"""What may everybody see of a report?"""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.report import Report
from services.intake.domain.standing import status_of
from services.intake.domain.story import Story
from services.intake.ports import PublicReports, Stories
from shared.errors import NotFound
from shared.events.place import Place
from shared.events.triage import CaseState, ReportStatus
from shared.ids import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicView:
    """The place is open where it is public (rule R5); words are not, until somebody has read and released them."""

    reference: Reference
    category: str
    status: ReportStatus
    received_at: datetime
    as_of: datetime
    place: Place | None
    state: CaseState | None


def public_report(reference: Reference, *, public_reports: PublicReports, stories: Stories) -> PublicView:
    """Raises: NotFound, for what is private or sensitive exactly as for what is not there (rule R14)."""
    try:
        found = public_reports.with_reference(reference)
    except NotFound:
        stories.of(reference)  # As much work as for one that is there: the time tells nobody which it was.
        raise
    story = stories.of(found.id)
    if is_hidden(story):
        raise NotFound(reference)
    return public_view(found.state, story)


def is_hidden(story: Story | None) -> bool:
    """Triage may have raised the protection of a case whose report was public once."""
    return story is not None and (story.state.sensitive or story.state.private)


def public_view(report: Report, story: Story | None) -> PublicView:
    """The public part of a report that has one."""
    return PublicView(
        reference=Reference(report.reference),
        category=report.category,
        status=status_of(report, story),
        received_at=report.received_at,
        as_of=story.as_of if story else report.received_at,
        place=report.place,
        state=story.state if story else None,
    )
