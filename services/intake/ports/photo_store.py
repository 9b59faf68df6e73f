"""Where photos are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from services.intake.domain.photos import Photo, Size


class PhotoStore(Protocol):
    """Photos of reports. Blocks; raises TryAgain when it is away."""

    def put(self, report_id: str, photo_id: str, photo: Photo) -> None:
        """Twice is once. It is unsettled until it is said to stand in the report. While it is discarded: TryAgain."""

    def settle(self, report_id: str, photo_ids: Sequence[str]) -> None:
        """They stand in the report, or are gone with all of it."""

    def unsettled(self, before: datetime) -> Sequence[tuple[str, str]]:
        """Of those last put by then some, the oldest first: report and photo."""

    def is_settled(self, report_id: str) -> bool:
        """Whether nothing of it is unsettled."""

    def discard(self, report_id: str, photo_id: str, before: datetime) -> bool:
        """Take it away; False, and nothing, where it is settled or was put again since then."""

    def get(self, report_id: str, photo_id: str, size: Size) -> bytes:
        """A JPEG. Raises: NotFound."""

    def remove(self, report_id: str) -> None:
        """All of this report, also what was written in part. Twice is once."""
