"""Photos in memory."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from services.intake.domain.photos import Photo, Size
from services.intake.domain.wrong import Wrong
from services.intake.ports import Made
from shared.clock import Clock, StoppedClock
from shared.errors import NotFound
from tests.factories.reports import NOW


class FakePhotos:
    """Passes as `PhotoStore`."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._kept: dict[tuple[str, str], Photo] = {}
        self._unsettled: dict[tuple[str, str], datetime] = {}
        self._clock = clock or StoppedClock(NOW)

    def put(self, report_id: str, photo_id: str, photo: Photo) -> None:
        self._unsettled[report_id, photo_id] = self._clock.now()
        self._kept.setdefault((report_id, photo_id), photo)

    def settle(self, report_id: str, photo_ids: Sequence[str]) -> None:
        for each in photo_ids:
            self._unsettled.pop((report_id, each), None)

    def unsettled(self, before: datetime) -> Sequence[tuple[str, str]]:
        found = [key for key, at in self._unsettled.items() if at <= before]
        return sorted(found, key=lambda key: self._unsettled[key])

    def is_settled(self, report_id: str) -> bool:
        return report_id not in {of for of, _ in self._unsettled}

    def discard(self, report_id: str, photo_id: str, before: datetime) -> bool:
        if (report_id, photo_id) not in self.unsettled(before):
            return False
        self._kept.pop((report_id, photo_id), None)
        self.settle(report_id, [photo_id])
        return True

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
    """Passes as `PhotoEncoder`: what says that it is no picture is none. looked_at: all that was given to it."""

    def __init__(self) -> None:
        self.looked_at: list[bytes] = []

    def encode(self, sent: Sequence[bytes]) -> Sequence[Made]:
        self.looked_at += sent
        return [Wrong.NOT_A_PICTURE if each.startswith(b"no picture") else photo_of(each) for each in sent]


def photo_of(sent: bytes = b"a picture") -> Photo:
    return Photo(content=hashlib.sha256(sent).hexdigest(), full=b"full " + sent, small=b"small " + sent)
