"""Opens the boxes in which notify sends on photos that came by mail."""

from collections.abc import Mapping
from typing import Any

from services.intake.domain.photos import Photo
from shared.photos.picture import unpacked
from shared.sealing import Opener, Unreadable


class SealedPhotos:
    """keys: see Opener; none where nobody opens any, as on pages."""

    def __init__(self, keys: Mapping[str, Any]) -> None:
        self._opener = Opener(keys or {"keys": {}})

    def open(self, box: str) -> Photo:
        """Blocks on nothing. Raises: Unreadable."""
        try:
            made = unpacked(self._opener.open_bytes(box))
        except ValueError as error:
            raise Unreadable("damaged") from error
        return Photo(content=made.content, full=made.full, small=made.small)
