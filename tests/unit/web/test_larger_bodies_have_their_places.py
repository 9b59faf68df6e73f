"""More may be sent where photos come in, and nowhere else; what is sent is on no disk."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from deploy.local.mail_telling import DOOR
from services.intake.entrypoints.web.app import MAX_BODY_BYTES
from services.intake.entrypoints.web.sent_photos import LARGER_BODIES, MOST_BODY_BYTES
from services.notify.ports.replies import LARGEST_MAIL
from shared.web import bodies
from shared.web.draining import MOST_BYTES

WORDS = 200_000
"""As all services have it."""

CADDYFILE = (Path(__file__).parents[3] / "deploy/gateway/Caddyfile").read_text()


def app_of() -> Flask:
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=1000, MAX_FORM_MEMORY_SIZE=WORDS)
    bodies.install(app, {"/my/*/photos": 2_000_000})

    @app.route("/<path:_path>", methods=["POST"])
    def take(_path: str) -> str:
        photo = request.files["photo"]
        return f"{len(photo.stream.read())} in {type(photo.stream).__name__}"

    return app


THERE = "/my/secret/photos"


def sends(path: str, size: int) -> TestResponse:
    boundary, sent = encode_multipart({"photo": FileStorage(BytesIO(b"x" * size), "p.jpg")})
    kind = f"multipart/form-data; boundary={boundary}"
    return app_of().test_client().post(path, data=sent, content_type=kind)


@pytest.mark.parametrize("path, status", [(THERE, 200), ("/my/secret/write", 413), ("/photos", 413)])
def test_only_there(path: str, status: int) -> None:
    assert sends(path, 1_000_000).status_code == status


def test_it_stays_in_memory() -> None:
    assert sends(THERE, 1_000_000).text == "1000000 in BytesIO"


def test_there_is_an_end_there_too() -> None:
    assert sends(THERE, 2_000_001).status_code == 413


def test_words_are_held_to_their_own_end_there() -> None:
    client, words = app_of().test_client(), "x" * (WORDS + 1)
    boundary, sent = encode_multipart({"text": words})
    kind = f"multipart/form-data; boundary={boundary}"
    assert client.post(THERE, data=sent, content_type=kind).status_code == 413
    assert client.post(THERE, data={"text": words}).status_code == 413


def test_the_gateway_and_the_services_name_the_same_places_and_the_same_end() -> None:
    with_photos, mails = re.findall(r"\((?:photos|mails)\) \{\s*method POST\s*path ([^\n]+)", CADDYFILE)
    assert with_photos.split() == list(LARGER_BODIES)
    assert mails == DOOR
    assert LARGEST_MAIL == MOST_BODY_BYTES
    assert set(re.findall(r"\{\$NABO_LARGEST_PHOTOS:(\w+)\}", CADDYFILE)) == {f"{MOST_BODY_BYTES // 1_000_000}MB"}
    assert set(LARGER_BODIES.values()) == {MOST_BODY_BYTES}
    assert MOST_BYTES > MOST_BODY_BYTES


def test_what_the_gateway_takes_for_words_is_what_it_keeps_of_words() -> None:
    """Else a report would wait among photos, or photos among reports."""
    (most,) = {int(each) * 1000 for each in re.findall(r"\{\$NABO_LARGEST_BODY:(\d+)KB\}", CADDYFILE)}
    (words,) = set(re.findall(r"not header_regexp Content-Length (\S+)", CADDYFILE))
    assert [bool(re.search(words, str(each))) for each in (0, 9, MAX_BODY_BYTES, most, most + 1, 10 * most)] == [
        *[True] * 4,
        *[False] * 2,
    ]
