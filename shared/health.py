"""A worker's health over HTTP: alive without touching anything, ready when its stores answer, and its own figures."""

from collections.abc import Callable, Iterable, Mapping
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.errors import TryAgain
from shared.worker import Stop

Check = Callable[[], bool]
Pages = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]

_POLL_SECONDS = 0.2
_SLOWEST_CLIENT_SECONDS = 5.0


class _Server(ThreadingMixIn, WSGIServer):
    """A probe that waits for a store keeps no other probe waiting."""

    daemon_threads = True
    block_on_close = False


class _Quiet(WSGIRequestHandler):
    timeout = _SLOWEST_CLIENT_SECONDS

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 -- the standard library's signature.
        """Probes are no news."""


def serve_health(bind: str, service: str, checks: Mapping[str, Check], stop: Stop) -> None:
    """Answer what `health_app` answers on `host:port` until told to stop."""
    host, _, port = bind.rpartition(":")
    server = make_server(host, int(port), health_app(service, checks), server_class=_Server, handler_class=_Quiet)
    server.timeout = _POLL_SECONDS
    with server:
        while not stop.is_told():
            server.handle_request()


def health_app(service: str, checks: Mapping[str, Check]) -> Pages:
    """The pages `/healthz/<service>`, `/readyz/<service>`, and `/metrics/<service>` with this process's figures.

    Where web and worker share a folder of figures, the web process tells both; elsewhere nobody else knows these.
    """

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == f"/metrics/{service}":
            start("200 OK", [("Content-Type", CONTENT_TYPE_LATEST), ("Cache-Control", "no-store")])
            return [generate_latest()]
        status, body = _answer(environ["PATH_INFO"], service, checks)
        start(status, [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
        return [orjson.dumps(body)]

    return answer


def _answer(path: str, service: str, checks: Mapping[str, Check]) -> tuple[str, Mapping[str, Any]]:
    if path == f"/healthz/{service}":
        return "200 OK", {"status": "alive"}
    if path != f"/readyz/{service}":
        return "404 Not Found", {"status": "no such page"}
    found = {name: _passes(check) for name, check in checks.items()}
    if all(found.values()):
        return "200 OK", {"status": "ready", "checks": found}
    return "503 Service Unavailable", {"status": "not ready", "checks": found}


def _passes(check: Check) -> bool:
    try:
        return check()
    except TryAgain:
        return False
