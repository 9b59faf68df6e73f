"""Where the photos of a report are, for whoever was just shown that there are some; intake has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.triage.entrypoints.web.words.facts import PHOTOS_FROM
from services.triage.queries.case_at_desk import Step
from shared.events.intake import PhotosCame
from shared.events.triage import ReporterHeard
from shared.signed_addresses import SignedAddresses


class As(StrEnum):
    """What whoever looks is to the case."""

    HELPER = "helper"
    TEAM = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLink:
    """small: for the page. full: for a closer look. Both are theirs alone, and for five minutes.

    at, came: when it was received, and from whom; empty where that is not said.
    """

    small: str
    full: str
    at: datetime | None = None
    came: str = ""


def photo_links(
    photos: Sequence[str], addresses: SignedAddresses, *, by: str, role: As, at: datetime
) -> list[PhotoLink]:
    def signed(photo_id: str, size: str) -> str:
        return addresses.sign(f"/photos/{photo_id}/{size}", by=by, role=role, at=at)

    return [PhotoLink(small=signed(each, "small"), full=signed(each, "full")) for each in photos]


def with_their_coming(photos: Sequence[str], links: Sequence[PhotoLink], history: Iterable[Step]) -> list[PhotoLink]:
    """These, each with when it was received and from whom, as the history knows. links: of the photos, in order."""
    told = [one for one in history if one.kind is ReporterHeard]
    by_photo = {each: one for one in told for each in _photos_of(one)}
    return [_with(link, by_photo.get(each)) for each, link in zip(photos, links, strict=True)]


def _photos_of(step: Step) -> list[str]:
    found = step.data.get("photos")
    return found if isinstance(found, list) else []


def _with(link: PhotoLink, step: Step | None) -> PhotoLink:
    """at: when intake had it; triage may hear of it later."""
    if step is None:
        return link
    at, came_by = step.data.get("at"), str(step.data.get("came_by"))
    came = PHOTOS_FROM.get(came_by, PHOTOS_FROM[PhotosCame.PAGE])
    return replace(link, at=datetime.fromisoformat(str(at)) if at else step.at, came=str(came))
