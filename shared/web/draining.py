"""Reads what a client still sends after it was answered: whoever is cut off while sending never reads the answer."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 17_000_000
"""More than the gateway lets through; who sends still more is cut off."""

_AT_ONCE = 65_536


class Drained:
    """Around an app that may answer before it has read the whole body: too large, not theirs, not there.

    The gateway has the body already, so that this waits for nobody far away; only photos come as they are sent, and
    those it lets through for a minute at most. Where a server does not mark the end of
    the body, nobody can know that there is no more to wait for.
    """

    def __init__(self, app: "WSGIApplication", *, most: int = MOST_BYTES) -> None:
        self._app = app
        self._most = most

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        answer = self._app(environ, start)
        if environ.get("wsgi.input_terminated") and (
            environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")
        ):
            with suppress(OSError):  # Whoever has gone reads no answer either.
                self._drain(environ)
        return answer

    def _drain(self, environ: "WSGIEnvironment") -> None:
        left = self._most
        while left > 0 and (read := environ["wsgi.input"].read(min(left, _AT_ONCE))):
            left -= len(read)
