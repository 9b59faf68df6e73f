"""Where the photos of a report are, for whoever was just shown that there are some; intake has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.signed_addresses import SignedAddresses


class As(StrEnum):
    """What whoever looks is to the case."""

    HELPER = "helper"
    TEAM = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLink:
    """small: for the page. full: for a closer look. Both are theirs alone, and for five minutes."""

    small: str
    full: str


def photo_links(
    photos: Sequence[str], addresses: SignedAddresses, *, by: str, role: As, at: datetime
) -> list[PhotoLink]:
    def signed(photo_id: str, size: str) -> str:
        return addresses.sign(f"/photos/{photo_id}/{size}", by=by, role=role, at=at)

    return [PhotoLink(small=signed(each, "small"), full=signed(each, "full")) for each in photos]
