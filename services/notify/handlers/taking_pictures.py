"""Which pictures of a mail come to the report that it is about; a step of hearing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.notify.domain.delivery import Audience
from services.notify.handlers.answering_reply import Correspondent
from services.notify.ports.replies import Incoming, MakesPictures, NoPicture, SealedPicture
from shared.errors import TryAgain

MOST_AT_ONCE = 3
MOST_IN_ALL = 6
"""As on the pages."""


class Missing(StrEnum):
    """Why not all that came are taken."""

    NOTHING = ""
    UNREAD = "unread"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    FULL = "full"
    NOT_TAKEN = "not_taken"
    OVER = "over"
    NOT_NOW = "not_now"


_WHY = {NoPicture.TOO_LARGE: Missing.TOO_LARGE, NoPicture.UNREAD: Missing.UNREAD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """boxes: of those that are taken. missing: why others are not; the first reason there is."""

    boxes: Sequence[str] = ()
    missing: Missing = Missing.NOTHING


NO_PICTURES = Album()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDesk:
    """takes_photos: whether reports of a category have any."""

    pictures: MakesPictures
    takes_photos: Callable[[str], bool]


def may_show(mail: Incoming, somebody: Correspondent) -> bool:
    """A reporter's alone: what a helper answers goes to the team, in words."""
    return bool(mail.pictures) and somebody.asked.audience is Audience.REPORTER


def take_pictures(mail: Incoming, somebody: Correspondent, *, cannot_wait: bool, desk: PictureDesk) -> Album:
    """Of a mail that is taken. cannot_wait: its words tell of danger, so that pictures hold nothing up (rule R1).

    Blocks for seconds. Raises: TryAgain.
    """
    if not may_show(mail, somebody):
        return NO_PICTURES
    no = refusal(somebody, desk)
    if no:
        return Album(missing=no)
    try:
        made = desk.pictures.made(mail.pictures)
    except TryAgain:
        if not cannot_wait:
            raise
        return Album(missing=Missing.NOT_NOW)
    return _chosen(made, _room(somebody), has_more=mail.has_more_pictures)


def refusal(somebody: Correspondent, desk: PictureDesk) -> Missing:
    """Why no picture of theirs is taken, whatever it is."""
    if not desk.takes_photos(somebody.matter.category):
        return Missing.NOT_TAKEN
    if somebody.is_over:
        return Missing.OVER
    return Missing.FULL if _room(somebody) <= 0 else Missing.NOTHING


def _room(somebody: Correspondent) -> int:
    return MOST_IN_ALL - len(somebody.matter.photos)


def _chosen(made: Sequence[SealedPicture | NoPicture], room: int, *, has_more: bool) -> Album:
    """The first that can be seen. What is too small was nothing that somebody wanted us to have."""
    boxes = [each.box for each in made if isinstance(each, SealedPicture)]
    wrong = [_WHY[each] for each in made if isinstance(each, NoPicture) and each in _WHY]
    if has_more or len(boxes) > min(room, MOST_AT_ONCE):
        missing = Missing.FULL if room < MOST_AT_ONCE else Missing.TOO_MANY
    else:
        missing = wrong[0] if wrong else Missing.NOTHING
    return Album(boxes=boxes[: min(room, MOST_AT_ONCE)], missing=missing)
