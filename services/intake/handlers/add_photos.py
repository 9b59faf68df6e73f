"""Photos come to a report, after they were made anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from services.intake.domain import moves
from services.intake.domain.adding import Shows, require_sender
from services.intake.domain.catalogue import Catalogue
from services.intake.domain.draft import Problem, Unacceptable
from services.intake.domain.photos import Photo, new_ones, photo_id
from services.intake.domain.report import BY_REPORTER, Report
from services.intake.domain.standing import is_over
from services.intake.domain.wrong import Wrong
from services.intake.ports import PhotoEncoder, Reports, Stories
from services.intake.ports.photo_store import PhotoStore
from shared.clock import Clock
from shared.errors import DomainError, NotFound
from shared.events.intake import PhotosCame, ReportEvent
from shared.ids import ReportId
from shared.photos.picture import content_of
from shared.repository import change

FIELD = "photos"
Decide = Callable[[Report], tuple[ReportEvent, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPhotos:
    """photos: as they were sent, or made anew already. shows: by what whoever sends them may add."""

    report_id: ReportId
    photos: Sequence[Photo | bytes]
    shows: Shows = field(default_factory=Shows)
    came_by: PhotosCame = PhotosCame.PAGE


def add_photos(
    command: AddPhotos,
    *,
    reports: Reports,
    stories: Stories,
    photos: PhotoStore,
    encoder: PhotoEncoder,
    catalogue: Catalogue,
    clock: Clock,
) -> Sequence[str]:
    """Their ids. What is told to others is in the store already; the same ones again change nothing.

    Every no that costs nothing comes before a photo is looked at.
    Raises: Unacceptable where the category takes none, or one is none; IllegalMove, NotFound, StaleVersion, TryAgain.
    """
    named = {photo_id(command.report_id, _content(each)): each for each in command.photos}
    story = stories.of(command.report_id)

    def decide(report: Report) -> tuple[ReportEvent, ...]:
        over = is_over(report, story)
        return moves.add_photos(report, photo_ids=list(named), is_over=over, came_by=command.came_by)

    report = _taking(command.report_id, reports, catalogue)
    require_sender(report, command.shows, at=clock.now())
    if decide(report):
        new = {each: named[each] for each in new_ones(report.photos, list(named))}
        _keep(command.report_id, _made(new, encoder), photos)
        _file(command, list(new), decide, reports=reports, photos=photos)
    return list(named)


def _content(photo: Photo | bytes) -> str:
    return photo.content if isinstance(photo, Photo) else content_of(photo)


def _taking(report_id: ReportId, reports: Reports, catalogue: Catalogue) -> Report:
    report = reports.get(report_id).state
    if report.erased:
        raise NotFound(report_id)
    if not catalogue.of(report.category).takes_photos:
        raise Unacceptable((Problem(field=FIELD, wrong=Wrong.NOT_TAKEN),))
    return report


def _made(named: Mapping[str, Photo | bytes], encoder: PhotoEncoder) -> Mapping[str, Photo]:
    """All of them made anew. Raises: Unacceptable, TryAgain."""
    sent = {each: photo for each, photo in named.items() if isinstance(photo, bytes)}
    made = dict(zip(sent, encoder.encode(list(sent.values())), strict=True)) if sent else {}
    for each in made.values():
        if isinstance(each, Wrong):
            raise Unacceptable((Problem(field=FIELD, wrong=each),))
    return {each: photo for each, photo in {**named, **made}.items() if isinstance(photo, Photo)}


def _keep(report_id: ReportId, named: Mapping[str, Photo], photos: PhotoStore) -> None:
    for each, photo in named.items():
        photos.put(report_id, each, photo)


def _file(
    command: AddPhotos, photo_ids: Sequence[str], decide: Decide, *, reports: Reports, photos: PhotoStore
) -> None:
    """Whoever was forgotten in between leaves no picture either."""
    try:
        change(reports, command.report_id, decide, by=command.shows.key_id or BY_REPORTER)
    except DomainError:
        if reports.get(command.report_id).state.erased:
            photos.remove(command.report_id)
            photos.settle(command.report_id, photo_ids)
        raise
    photos.settle(command.report_id, photo_ids)
