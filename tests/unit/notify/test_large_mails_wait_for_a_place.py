"""Few large mails are read at a time; small ones never wait for them, and nobody else takes their places."""

import time
from threading import BoundedSemaphore
from typing import cast

import pytest
from flask import Flask

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.api import mail
from services.notify.entrypoints.web.api.mail import LARGE_AT_ONCE, MAIL, _place_in, mail_api
from services.notify.entrypoints.web.signed import ID, SENT_AT, SIGNATURE, Signatures
from services.notify.ports.replies import LARGEST_WORDS
from shared.errors import TryAgain


def full() -> BoundedSemaphore:
    places = BoundedSemaphore(LARGE_AT_ONCE)
    while places.acquire(blocking=False):
        continue
    return places


def test_a_large_mail_comes_again_while_others_are_read() -> None:
    with pytest.raises(TryAgain), _place_in(full(), LARGEST_WORDS + 1):
        raise AssertionError
    places = BoundedSemaphore(LARGE_AT_ONCE)
    for _ in range(2 * LARGE_AT_ONCE):
        with _place_in(places, LARGEST_WORDS + 1):
            assert True


def test_a_small_one_waits_for_nobody() -> None:
    with _place_in(full(), LARGEST_WORDS):
        assert True


def test_who_signs_wrongly_takes_no_place_however_much_they_send(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "BoundedSemaphore", lambda _: full())
    app = Flask(__name__)
    app.register_blueprint(mail_api(cast("Notify", None), Signatures(b"k" * 32)))
    told = {ID: "x", SENT_AT: str(int(time.time())), SIGNATURE: "v1,x"}
    sent = b"x" * (LARGEST_WORDS + 1)
    answer = app.test_client().post("/api/notify/v1/mail/inbound", data=sent, headers=told, content_type=MAIL)
    assert answer.status_code == 401
