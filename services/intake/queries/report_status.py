"""How does this report stand? Asked by whoever knows its random id."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.standing import Turn, status_of, turns_of
from services.intake.ports import Histories, Reports, Stories
from services.intake.queries.withdrawn_at import withdrawn_at
from shared.errors import NotFound
from shared.events.triage import ReportStatus, Route
from shared.ids import Reference, ReportId
from shared.signs.signs import Signs


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """No words, no place, no people: the id is the right to see status and history, no more.

    signs: decide what is left out of what its reporter is told; they are shown to nobody.
    as_of: when the newest of it happened. deadline_at: when a professional has dealt with it at the latest.
    has_contact: whether they left an address. is_written_to: whether we can write to it.
    """

    report_id: ReportId
    reference: Reference
    category: str
    status: ReportStatus
    received_at: datetime
    as_of: datetime
    history: tuple[Turn, ...]
    is_public: bool
    has_contact: bool
    signs: Signs
    is_written_to: bool
    route: Route | None = None
    close_reason: str | None = None
    deadline_at: datetime | None = None


def report_status(report_id: ReportId, *, reports: Reports, stories: Stories, histories: Histories) -> StatusView:
    """Raises: NotFound, also for a report whose reporter was erased."""
    found = reports.get(report_id)
    if found.state.erased:
        raise NotFound(report_id)
    report, story = found.state, stories.of(report_id)
    gone_at = withdrawn_at(found, histories=histories)
    history = turns_of(report, story, withdrawn_at=gone_at)
    told = story if gone_at is None else None
    return StatusView(
        report_id=report_id,
        reference=Reference(report.reference),
        category=report.category,
        status=status_of(report, story),
        received_at=report.received_at,
        as_of=told.as_of if told else history[-1].at,
        history=history,
        is_public=report.is_public,
        has_contact=report.contact_id is not None,
        signs=report.signs,
        is_written_to=report.is_written_to,
        route=told.state.route if told else None,
        close_reason=told.state.close_reason if told else None,
        deadline_at=told.state.deadline_at if told else None,
    )
