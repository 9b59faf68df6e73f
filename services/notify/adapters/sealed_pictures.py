"""Has pictures made anew by the program that both services share, and seals them for intake."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.notify.ports.replies import NoPicture, SealedPicture
from shared.photos.encoder import PhotoEncoder, Wishes
from shared.photos.encoding import Ending
from shared.photos.picture import Picture, packed
from shared.sealing import Sealer

WISHES = Wishes(shortest_px=200, most_bytes=480_000)
"""With its box in base64 an event stays well below the 1 MB that a broker takes."""

_SAID = {Ending.TOO_SMALL: NoPicture.TOO_SMALL, Ending.TOO_LARGE: NoPicture.TOO_LARGE}


class SealedPictures:
    """Behind `ports.replies.MakesPictures`. keys: see Sealer."""

    def __init__(self, keys: Mapping[str, Any], encoder: PhotoEncoder | None = None) -> None:
        self._sealer = Sealer(keys)
        self._encoder = encoder or PhotoEncoder(WISHES)

    def made(self, sent: Sequence[bytes]) -> Sequence[SealedPicture | NoPicture]:
        return [
            SealedPicture(box=self._sealer.seal_bytes(packed(each)))
            if isinstance(each, Picture)
            else _SAID.get(each, NoPicture.UNREAD)
            for each in self._encoder.encode(sent)
        ]
