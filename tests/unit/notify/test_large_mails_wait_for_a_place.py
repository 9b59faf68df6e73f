"""Few large mails are read at a time, and small ones never wait for them."""

from threading import BoundedSemaphore

import pytest
from flask import Flask

from services.notify.entrypoints.web.api.mail import LARGE_AT_ONCE, _place_in
from services.notify.ports.replies import LARGEST_WORDS
from shared.errors import TryAgain


def full() -> BoundedSemaphore:
    places = BoundedSemaphore(LARGE_AT_ONCE)
    while places.acquire(blocking=False):
        continue
    return places


@pytest.mark.parametrize("told", [{"Content-Length": str(LARGEST_WORDS + 1)}, {"Transfer-Encoding": "chunked"}])
def test_a_large_mail_or_one_that_may_be_comes_again_while_others_are_read(told: dict[str, str]) -> None:
    with Flask(__name__).test_request_context("/", method="POST", headers=told):
        with pytest.raises(TryAgain), _place_in(full()):
            raise AssertionError
        places = BoundedSemaphore(LARGE_AT_ONCE)
        for _ in range(2 * LARGE_AT_ONCE):
            with _place_in(places):
                assert True


def test_a_small_one_waits_for_nobody() -> None:
    with Flask(__name__).test_request_context("/", method="POST", data=b"x" * LARGEST_WORDS), _place_in(full()):
        assert True
