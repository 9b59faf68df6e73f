"""R15: of a picture in a mail nothing leaves notify but what was made anew, sealed for intake and small enough."""

import base64
from io import BytesIO

from nacl.public import PrivateKey
from PIL import Image

from services.notify.adapters.sealed_pictures import WISHES, SealedPictures
from services.notify.ports.replies import NoPicture, SealedPicture
from shared.events.codec import to_document, to_wire
from shared.events.event import Recorded
from shared.events.notify_replies import PhotoReceived
from shared.photos.encoder import MOST_BYTES, PhotoEncoder
from shared.photos.picture import unpacked
from shared.sealing import Opener
from tests.factories import pictures
from tests.factories.notify import NOON, REPORT
from tests.factories.pictures import drawn, from_a_phone, noise, noted, saved

KEY = PrivateKey.generate()
MOST_OF_A_RECORD = 1_000_000
"""Of a broker, as it comes."""


def ring(key: bytes) -> dict[str, object]:
    return {"current": "k1", "keys": {"k1": base64.b64encode(key).decode()}}


SEALS = SealedPictures(ring(bytes(KEY.public_key)), PhotoEncoder(WISHES, seconds=60.0))


def test_R15_what_is_sealed_holds_the_picture_alone_and_intake_can_open_it() -> None:
    (made,) = SEALS.made([saved(drawn(800, 600), exif=noted())])
    assert isinstance(made, SealedPicture)
    picture = unpacked(Opener(ring(bytes(KEY))).open_bytes(made.box))
    for each in (picture.full, picture.small):
        assert not [canary for canary in pictures.CANARIES if canary in each]
        with Image.open(BytesIO(each)) as read:
            assert (read.format, dict(read.getexif())) == ("JPEG", {})


def test_the_largest_there_can_be_is_an_event_that_a_broker_takes() -> None:
    (made,) = SEALS.made([noise(1600, 1600)])
    assert isinstance(made, SealedPicture)
    told = PhotoReceived(report_id=REPORT, sealed_photo=made.box, heard_at=NOON)
    recorded = Recorded(id="e" * 36, version=9, at=NOON, by="mail", correlation_id="c" * 36, happened=told)
    wire = to_wire(to_document(recorded), subject="mail-" + "a" * 32, source="/nabo/kluuvi", state={}, state_version=9)
    assert 400_000 < len(wire) < 0.75 * MOST_OF_A_RECORD


def test_why_there_is_none_is_said() -> None:
    sent = [b"<svg>", from_a_phone(), pictures.png_of(50_000, 50_000), bytes(MOST_BYTES + 1)]
    assert SEALS.made(sent) == [NoPicture.UNREAD, NoPicture.TOO_SMALL, NoPicture.UNREAD, NoPicture.TOO_LARGE]
