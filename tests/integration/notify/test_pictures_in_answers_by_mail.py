"""R15: pictures come by mail through the real door, leave notify made anew and sealed for intake, and stay nowhere."""

import json
from collections.abc import Sequence
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from deploy.local.mail_answer import answer_to
from deploy.local.stores import Stores
from shared.photos.picture import Picture, unpacked
from shared.sealing import Opener
from tests.factories.pictures import CANARIES, archive, drawn, noted, png_of, saved, speckled
from tests.integration.notify.house import House, Mail
from tests.integration.notify.mailing import Post, asked, asked_as_a_helper

PHOTOS = [saved(speckled(640, 480), exif=noted()), saved(speckled(480, 640), exif=noted(turned=True))]
HOSTILE = {
    "a bomb": [png_of(50_000, 50_000, (b"tEXt", bytes(20_000)))],
    "SVG": [b"<svg><script>alert(1)</script></svg>" * 900],
    "HTML": [b"<html><script>alert(1)</script></html>" * 900],
    "an archive": [archive() * 200],
    "cut off": [PHOTOS[0][:12_000]],
    "a beginning alone": [b"\xff\xd8\xff" + bytes(20_000)],
    "fifty parts": [b"\xff\xd8\xff" + bytes([number]) * 12_000 for number in range(50)],
    "large": [PHOTOS[0] + bytes(10_100_000)],
    "tiny": [saved(drawn())],
    "narrow": [saved(speckled(1600, 150))],
}


@pytest.fixture
def post(house: House) -> Post:
    return Post(house)


@pytest.fixture
def opener(stores: Stores) -> Opener:
    """Intake's."""
    secrets = Path(stores.environment("intake")["NABO_SECRETS"])
    return Opener(json.loads((secrets / "photo_box_private_keys.json").read_text()))


def with_pictures(told: Mail, pictures: Sequence[bytes], text: str = "Look.", sender: str = "") -> EmailMessage:
    made = answer_to(told.message, text=text, sender=sender)
    for each in pictures:
        made.add_attachment(each, maintype="image", subtype="jpeg", filename="photo.jpg")
    return made


def boxes(post: Post) -> list[str]:
    return [each["sealed_photo"] for each in post.heard() if "sealed_photo" in each]


def opened(opener: Opener, box: str) -> Picture:
    return unpacked(opener.open_bytes(box))


def test_R15_two_photos_are_made_anew_and_sealed_and_that_they_came_is_said(post: Post, opener: Opener) -> None:
    told = asked(post)
    made = with_pictures(told, PHOTOS)
    assert [post.hand_over(made), post.hand_over(made)] == [204, 204]
    found = [opened(opener, each) for each in boxes(post)]
    assert [Image.open(BytesIO(each.full)).size for each in found] == [(640, 480), (640, 480)]
    for each in found:
        assert not [canary for canary in CANARIES if canary in each.full + each.small]
    (reply,) = post.said()
    assert "Your 2 pictures are on their way to your report" in reply.text
    assert [each["text"] for each in post.heard() if "text" in each] == ["Look."]


def test_once_they_are_told_they_are_kept_nowhere(post: Post) -> None:
    assert post.hand_over(with_pictures(asked(post), PHOTOS, text="")) == 204
    (replies,) = [each for each in post.house.stores.relayed if each.name == "replies"]
    waiting = replies.pending(500)
    assert [event["type"] for each in waiting for event in each.events] == ["notify.photo.received.v1"] * 2
    replies.file(waiting)
    replies.clear(waiting)
    for name in post.house.database.list_collection_names():
        assert "sealed_photo" not in str(list(post.house.database[name].find()))


@pytest.mark.parametrize("name", HOSTILE)
def test_R15_what_is_sent_to_do_harm_is_no_picture_and_its_words_are_read(post: Post, name: str) -> None:
    assert post.hand_over(with_pictures(asked(post), HOSTILE[name])) == 204
    assert [each.get("text") for each in post.heard()] == ["Look."]


def test_from_another_address_nothing_is_taken_and_a_helpers_are_refused_in_words(post: Post) -> None:
    told = asked(post)
    assert post.hand_over(with_pictures(told, PHOTOS, sender="eve@elsewhere.example")) == 204
    assert boxes(post) == []
    assert post.hand_over(with_pictures(asked_as_a_helper(post), PHOTOS)) == 204
    assert boxes(post) == []
    assert any("cannot take pictures" in each.text for each in post.said("alma@nabo.example"))


def test_many_are_taken_to_three_and_the_rest_is_said(post: Post) -> None:
    pictures = [saved(speckled(300 + number, 300), quality=95) for number in range(5)]
    assert post.hand_over(with_pictures(asked(post), pictures)) == 204
    assert len(boxes(post)) == 3
    assert "We take three pictures of one mail" in post.said()[-1].text
