"""One photo of a report, for whoever works on it and was given its address by triage, which wrote the showing down."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.photos import Size
from services.intake.domain.report import Report
from services.intake.domain.story import Story
from services.intake.ports import People, Reports, Stories
from services.intake.ports.photo_store import PhotoStore
from services.intake.queries.who_has_it import who_has_it
from shared.errors import NotFound
from shared.events.triage import ReportStatus
from shared.ids import ReportId
from shared.repository import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingOnIt:
    """Who looks, and what for: as the assigned helper, else at the desk."""

    person_id: str
    as_helper: bool


def photo_at_work(
    photo_id: str,
    size: Size,
    reader: WorkingOnIt,
    *,
    reports: Reports,
    stories: Stories,
    people: People,
    photos: PhotoStore,
    now: datetime,
) -> bytes:
    """A JPEG. An address may have been given while it was theirs: whether it still is, is looked up again (rule R5).

    Raises: NotFound.
    """
    found = reports.with_photo(photo_id)
    story = stories.of(found.id)
    if _is_hidden(found.state, story) or not _is_theirs(found, story, reader, stories=stories, people=people, now=now):
        raise NotFound(photo_id)
    return photos.get(found.id, photo_id, size)


def _is_hidden(report: Report, story: Story | None) -> bool:
    """What was taken back is hidden, unless professionals go on with it, because somebody may be in danger (R14)."""
    return report.withdrawn and not (report.is_sensitive or (story is not None and story.state.sensitive))


def _is_theirs(
    found: Found[Report], story: Story | None, reader: WorkingOnIt, *, stories: Stories, people: People, now: datetime
) -> bool:
    if reader.as_helper:  # Whoever has done it is still named there, and sees no more than anybody else.
        if story is None or story.state.report_status is not ReportStatus.NEIGHBOUR_ON_IT:
            return False
        return story.state.assigned_to == reader.person_id
    return who_has_it(ReportId(found.id), reader.person_id, stories=stories, people=people, now=now).may_open
