"""A photo that came by mail comes to its report once, as on the page, or is refused and written down."""

import base64
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from nacl.public import PrivateKey

from services.intake.adapters.sealed_photos import SealedPhotos
from services.intake.bootstrap import Intake
from services.intake.domain.moves import erase, withdraw
from services.intake.domain.photos import MOST_IN_ALL, photo_id
from services.intake.entrypoints.consumers import notify_photos
from services.intake.handlers.add_photos import AddPhotos, add_photos
from services.intake.handlers.take_mailed_photo import TakeMailedPhoto, take_mailed_photo
from shared.clock import StoppedClock
from shared.errors import DomainError, InvalidMessage, NotFound
from shared.events.event import Received, Recorded
from shared.events.intake import PhotosCame, ReportPhotosAdded
from shared.events.notify_replies import PhotoReceived, ReplyState
from shared.events.triage import CloseReason
from shared.photos.picture import MOST_MADE_BYTES, Picture, packed
from shared.repository import change
from shared.sealing import Sealer
from tests.factories.reports import CATALOGUE, NOW, REPORT_ID
from tests.fakes.photos import FakePhotoEncoder, FakePhotos
from tests.unit.intake.house import ID, House

JPEG = b"\xff\xd8\xff"
KEY = PrivateKey.generate()


def ring(key: bytes) -> dict[str, object]:
    return {"current": "k1", "keys": {"k1": base64.b64encode(key).decode()}}


SEALER = Sealer(ring(bytes(KEY.public_key)))


def picture(number: int = 0) -> Picture:
    return Picture(content=f"{number:064x}", full=JPEG + b"full", small=JPEG + b"small")


def sealed(number: int = 0) -> str:
    return SEALER.seal_bytes(packed(picture(number)))


class Album(House):
    def __init__(self) -> None:
        super().__init__()
        self.photos = FakePhotos()
        self.catalogue = CATALOGUE

    def hear(self, box: str, *, report: str = REPORT_ID) -> None:
        def take(command: TakeMailedPhoto) -> None:
            take_mailed_photo(command, reports=self.reports, opened=SealedPhotos(ring(bytes(KEY))).open, add=self.add)

        told = PhotoReceived(report_id=report, sealed_photo=box)
        recorded = Recorded(id="e1", version=1, at=NOW, by="mail", correlation_id="c1", happened=told)
        event = Received(subject="mail-1", recorded=recorded, state=ReplyState(), state_version=1)
        intake = cast("Intake", SimpleNamespace(take_mailed_photo=take))
        notify_photos.handlers(intake)[PhotoReceived](event)

    def add(self, command: AddPhotos) -> None:
        add_photos(
            command,
            reports=self.reports,
            stories=self.stories,
            photos=self.photos,
            encoder=FakePhotoEncoder(),
            catalogue=self.catalogue,
            clock=StoppedClock(NOW + timedelta(days=1)),
        )

    @property
    def shown(self) -> list[str]:
        return list(self.reports.get(ID).state.photos)


def test_it_is_a_photo_of_the_report_and_twice_is_once_R16() -> None:
    album = Album()
    for _ in range(3):
        album.hear(sealed())
    assert album.shown == album.photos.of(REPORT_ID) == [photo_id(REPORT_ID, picture().content)]
    (told,) = album.reports.happened
    assert isinstance(told, ReportPhotosAdded)
    assert told.came_by is PhotosCame.MAIL


def test_there_are_so_many_and_no_more_however_they_came() -> None:
    album = Album()
    for number in range(MOST_IN_ALL):
        album.hear(sealed(number))
    with pytest.raises(DomainError, match="too_many_photos"):
        album.hear(sealed(MOST_IN_ALL))
    assert len(album.photos.of(REPORT_ID)) == len(album.shown) == MOST_IN_ALL


def test_nothing_comes_to_what_is_over_taken_back_or_takes_none() -> None:
    over, back, none = Album(), Album(), Album()
    over.closes(CloseReason.CONFIRMED)
    change(back.reports, ID, withdraw, by="reporter")
    category = replace(CATALOGUE.of(none.reports.get(ID).state.category), takes_photos=False)
    none.catalogue = replace(CATALOGUE, categories={**CATALOGUE.categories, category.code: category})
    for album, reason in ((over, "case_over"), (back, "report_withdrawn"), (none, "photos_not_taken")):
        with pytest.raises(DomainError, match=reason):
            album.hear(sealed())
        assert album.photos.of(REPORT_ID) == []


def test_what_is_forgotten_is_refused_and_waits_for_nobody() -> None:
    album = Album()
    change(album.reports, ID, erase, by="erasure")
    with pytest.raises(DomainError, match="report_erased"):
        album.hear(sealed())
    with pytest.raises(DomainError, match="photo_forgotten"):
        album.hear("")
    assert album.photos.of(REPORT_ID) == []


def test_one_that_comes_before_its_report_waits_for_it() -> None:
    with pytest.raises(NotFound):
        Album().hear(sealed(), report="another")


@pytest.mark.parametrize(
    "box",
    [
        "k1.AAAA",
        "k2.AAAA",
        "no box",
        SEALER.seal({"address": "ada@nabo.example"}),
        SEALER.seal_bytes(b""),
        SEALER.seal_bytes(packed(replace(picture(), full=b"<svg>"))),
        SEALER.seal_bytes(packed(replace(picture(), small=b""))),
        SEALER.seal_bytes(packed(replace(picture(), full=JPEG + bytes(MOST_MADE_BYTES)))),
    ],
    ids=["short", "strange key", "no box", "words", "empty", "no JPEG", "nothing small", "too large"],
)
def test_what_cannot_be_opened_or_was_not_made_by_us_is_set_aside(box: str) -> None:
    album = Album()
    with pytest.raises(InvalidMessage, match="photo_"):
        album.hear(box)
    assert album.photos.of(REPORT_ID) == []
