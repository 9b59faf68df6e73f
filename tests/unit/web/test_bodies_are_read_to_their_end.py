"""Whoever is answered before they have sent everything can finish sending, so that they read the answer."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client, EnvironBuilder

from shared.web.draining import Drained

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def refuse(_environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    """Reads nothing."""
    start("413 Too Large", [])
    return [b"too large"]


def read_all(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    start("200 OK", [])
    return [environ["wsgi.input"].read()]


class Gone(BytesIO):
    def read(self, _size: int | None = -1, /) -> bytes:
        raise ConnectionResetError


ENDS: dict[str, object] = {"wsgi.input_terminated": True}
"""The server marks the body's end, as gunicorn does."""


def test_what_was_not_read_is_read_before_the_answer_goes() -> None:
    body = BytesIO(b"x" * 200_000)
    answer = Client(Drained(refuse)).open(
        EnvironBuilder(method="POST", input_stream=body, content_length=200_000, environ_overrides=ENDS)
    )
    assert (answer.status_code, answer.data) == (413, b"too large")
    assert body.tell() == 200_000


def test_somebody_who_sends_without_end_is_cut_off() -> None:
    body = BytesIO(b"x" * 1_000)
    Client(Drained(refuse, most=100)).open(
        EnvironBuilder(method="POST", input_stream=body, content_length=1_000, environ_overrides=ENDS)
    )
    assert body.tell() == 100


def test_what_the_app_read_is_the_apps() -> None:
    assert Client(Drained(read_all)).post("/", data=b"words", environ_overrides=ENDS).data == b"words"


@pytest.mark.parametrize("header", [{"content_length": 5}, {"headers": {"Transfer-Encoding": "chunked"}}])
def test_whoever_has_gone_breaks_nothing(header: dict[str, object]) -> None:
    sent = EnvironBuilder(method="POST", input_stream=Gone(), environ_overrides=ENDS, **header)  # type: ignore[arg-type]
    assert Client(Drained(refuse)).open(sent).status_code == 413


def test_where_nothing_was_sent_nothing_is_read() -> None:
    assert (
        Client(Drained(refuse))
        .open(EnvironBuilder(method="GET", input_stream=Gone(), environ_overrides=ENDS))
        .status_code
        == 413
    )


def test_where_the_end_is_not_marked_nobody_waits_for_it() -> None:
    sent = EnvironBuilder(method="POST", input_stream=Gone(), content_length=5)
    assert Client(Drained(refuse)).open(sent).status_code == 413
    body = BytesIO(b"x" * 5)
    Client(Drained(refuse)).open(EnvironBuilder(method="POST", input_stream=body, content_length=5))
    assert body.tell() == 0
