"""Gives every request its correlation id, and measures how long the answer took."""

import re
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from prometheus_client import Histogram

from shared.ids import random_id
from shared.observability.context import Cause, caused
from shared.observability.metrics import HTTP_SECONDS

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Correlation-Id"
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


class Traced:
    """Everything the app does while answering is caused by this request; the answer names the id."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        cause = cause_of(environ.get("HTTP_TRACEPARENT", ""))

        def start_named(
            status: str, lines: list[tuple[str, str]], exc_info: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            return start(status, [*lines, (HEADER, cause.correlation_id)], exc_info)

        with caused(cause):
            return self._app(environ, start_named)


def cause_of(traceparent: str) -> Cause:
    """Takes up a caller's trace (W3C trace context) where it is well formed, else begins one."""
    found = _TRACEPARENT.fullmatch(traceparent)
    if found is None:
        return Cause(correlation_id=random_id())
    return Cause(correlation_id=found[1], traceparent=traceparent)


def measure(app: Flask, service: str) -> None:
    """Observe each answer by route, never by address: addresses hold secrets."""

    def begin() -> None:
        g.began = time.perf_counter()

    def observe(answer: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "none"
        if "began" in g:
            _timer(service, rule, answer.status_code).observe(time.perf_counter() - g.began)
        return answer

    app.before_request(begin)
    app.after_request(observe)


@cache
def _timer(service: str, rule: str, status: int) -> Histogram:
    """Looked up once: a service has as many as it has routes and ways to answer."""
    return HTTP_SECONDS.labels(service, rule, str(status))
