"""Photos come to a report, after they were made anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.intake.domain import moves
from services.intake.domain.catalogue import Catalogue
from services.intake.domain.draft import Problem, Unacceptable
from services.intake.domain.photos import Photo, photo_id
from services.intake.domain.report import BY_REPORTER, Report
from services.intake.domain.standing import is_over
from services.intake.domain.wrong import Wrong
from services.intake.ports import PhotoStore, Reports, Stories
from shared.errors import DomainError, NotFound
from shared.events.intake import ReportEvent
from shared.ids import ReportId
from shared.repository import change

FIELD = "photos"
Decide = Callable[[Report], tuple[ReportEvent, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPhotos:
    report_id: ReportId
    photos: Sequence[Photo]


def add_photos(
    command: AddPhotos, *, reports: Reports, stories: Stories, photos: PhotoStore, catalogue: Catalogue
) -> Sequence[str]:
    """Their ids. What is told to others is in the store already; the same ones again change nothing.

    Raises: Unacceptable where the category takes none; IllegalMove, NotFound, StaleVersion, TryAgain.
    """
    named = {photo_id(command.report_id, each.content): each for each in command.photos}
    story = stories.of(command.report_id)

    def decide(report: Report) -> tuple[ReportEvent, ...]:
        return moves.add_photos(report, photo_ids=list(named), is_over=is_over(report, story))

    report = _taking(command.report_id, reports, catalogue)
    if decide(report):  # A no comes before anything is kept.
        _keep(command.report_id, named, photos)
        _file(command.report_id, decide, reports=reports, photos=photos)
    return list(named)


def _taking(report_id: ReportId, reports: Reports, catalogue: Catalogue) -> Report:
    report = reports.get(report_id).state
    if report.erased:
        raise NotFound(report_id)
    if not catalogue.of(report.category).takes_photos:
        raise Unacceptable((Problem(field=FIELD, wrong=Wrong.NOT_TAKEN),))
    return report


def _keep(report_id: ReportId, named: Mapping[str, Photo], photos: PhotoStore) -> None:
    for each, photo in named.items():
        photos.put(report_id, each, photo)


def _file(report_id: ReportId, decide: Decide, *, reports: Reports, photos: PhotoStore) -> None:
    """Whoever was forgotten in between leaves no picture either."""
    try:
        change(reports, report_id, decide, by=BY_REPORTER)
    except DomainError:
        if reports.get(report_id).state.erased:
            photos.remove(report_id)
        raise
