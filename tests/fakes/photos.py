"""Photos in memory."""

import hashlib
from collections.abc import Sequence

from services.intake.domain.photos import Photo, Size
from services.intake.domain.wrong import Wrong
from services.intake.ports import Made
from shared.errors import NotFound


class FakePhotos:
    """Passes as `PhotoStore`."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Photo] = {}

    def put(self, report_id: str, photo_id: str, photo: Photo) -> None:
        self._kept.setdefault((report_id, photo_id), photo)

    def get(self, report_id: str, photo_id: str, size: Size) -> bytes:
        if (report_id, photo_id) not in self._kept:
            raise NotFound(photo_id)
        return self._kept[report_id, photo_id].of(size)

    def remove(self, report_id: str) -> None:
        self._kept = {key: each for key, each in self._kept.items() if key[0] != report_id}

    def of(self, report_id: str) -> list[str]:
        """What a test looks at: ids of those that are kept."""
        return [photo_id for of, photo_id in self._kept if of == report_id]


class FakePhotoEncoder:
    """Passes as `PhotoEncoder`: what says that it is no picture is none."""

    def encode(self, sent: Sequence[bytes]) -> Sequence[Made]:
        return [Wrong.NOT_A_PICTURE if each.startswith(b"no picture") else photo_of(each) for each in sent]


def photo_of(sent: bytes = b"a picture") -> Photo:
    return Photo(content=hashlib.sha256(sent).hexdigest(), full=b"full " + sent, small=b"small " + sent)
