"""More work than we can do is refused at once, in milliseconds, instead of being queued for seconds."""

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from werkzeug.wsgi import ClosingIterator

from shared.web.wishes import DATA_PATHS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OPERATORS = ("/healthz/", "/readyz/", "/metrics/")


class Guard:
    """Lets in so many requests at a time; operators' paths always pass.

    `page` and `data` are the two ready-made bodies of the refusal, for people and for programs.
    """

    def __init__(
        self, app: "WSGIApplication", *, places: int, page: bytes, data: bytes, on_refusal: Callable[[], None]
    ) -> None:
        self._app = app
        self._places = BoundedSemaphore(places)
        self._page = page
        self._data = data
        self._on_refusal = on_refusal

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(OPERATORS):
            return self._app(environ, start)
        if not self._places.acquire(blocking=False):
            return self._refuse(environ, start)
        try:
            return ClosingIterator(self._app(environ, start), [self._places.release])
        except BaseException:
            self._places.release()
            raise

    def _refuse(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        self._on_refusal()
        is_data = environ.get("PATH_INFO", "").startswith(DATA_PATHS)
        body = self._data if is_data else self._page
        lines = [
            ("Content-Type", "application/problem+json" if is_data else "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Retry-After", "2"),
            ("Cache-Control", "no-store"),
        ]
        start("503 Service Unavailable", lines)
        return [body]
