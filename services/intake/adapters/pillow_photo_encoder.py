"""Has photos made anew by the program that both services share."""

from collections.abc import Sequence

from services.intake.domain.photos import Photo
from services.intake.domain.wrong import Wrong
from services.intake.ports import Made
from shared.photos.encoder import PhotoEncoder
from shared.photos.encoding import Ending
from shared.photos.picture import Picture

_SAID = {
    Ending.NOT_A_PICTURE: Wrong.NOT_A_PICTURE,
    Ending.TOO_MANY_PIXELS: Wrong.TOO_MANY_PIXELS,
    Ending.TOO_LARGE: Wrong.TOO_LARGE,
}


class PillowPhotoEncoder:
    """Passes as `PhotoEncoder`. Blocks for five seconds at most, for all that is sent together. Raises: TryAgain."""

    def __init__(self, encoder: PhotoEncoder | None = None) -> None:
        self._encoder = encoder or PhotoEncoder()

    def encode(self, sent: Sequence[bytes]) -> Sequence[Made]:
        return [
            Photo(content=each.content, full=each.full, small=each.small)
            if isinstance(each, Picture)
            else _SAID.get(each, Wrong.TOO_HARD)
            for each in self._encoder.encode(sent)
        ]
