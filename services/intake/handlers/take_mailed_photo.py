"""A photo that came by mail comes to its report, or is refused as on the page."""

from collections.abc import Callable
from dataclasses import dataclass

from services.intake.domain.adding import Shows
from services.intake.domain.draft import Unacceptable
from services.intake.domain.photos import Photo
from services.intake.handlers.add_photos import AddPhotos
from services.intake.ports import Reports
from shared.errors import IllegalMove, Refused
from shared.events.intake import PhotosCame
from shared.ids import ReportId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMailedPhoto:
    """box: as notify sealed it; empty where somebody was forgotten while it waited."""

    report_id: ReportId
    box: str


def take_mailed_photo(
    command: TakeMailedPhoto, *, reports: Reports, opened: Callable[[str], Photo], add: Callable[[AddPhotos], object]
) -> None:
    """Twice is once. What is forgotten is refused before its box is opened. opened: what lies in a box.

    Raises: Unreadable; IllegalMove, Refused; NotFound before the report is known here; StaleVersion, TryAgain.
    """
    if not command.box:
        raise Refused("photo_forgotten")
    if reports.find(command.report_id).state.erased:
        raise IllegalMove("report_erased")
    photo = opened(command.box)
    try:
        shows = Shows(own_page=True)
        add(AddPhotos(report_id=command.report_id, photos=[photo], shows=shows, came_by=PhotosCame.MAIL))
    except Unacceptable as problems:
        raise IllegalMove("photos_not_taken") from problems
