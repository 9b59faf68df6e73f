"""A real gateway for text messages on the loopback, that does as each number says; what it takes is on disk first."""

import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TOKEN = "t0ken"
RETRY_AFTER = 120
OK = "+4520100000"
BEHAVIOURS = {
    "ok": OK,
    "refused": "+4520100400",
    "too_many": "+4520100429",
    "busy": "+4520100503",
    "broken_before": "+4520100500",
    "broken_after": "+4520100501",
    "hangs": "+4520100001",
    "drips": "+4520100002",
    "reset_before": "+4520100003",
    "reset_after": "+4520100004",
    "garbage": "+4520100005",
    "moved": "+4520100302",
}
"""By what a number does: the number."""

_HOW = {number: name for name, number in BEHAVIOURS.items()}
_PLAIN = {"refused": 400, "too_many": 429, "busy": 503, "broken_before": 500, "broken_after": 500, "moved": 302}
_TAKEN = {"ok", "broken_after", "reset_after", "garbage"}


@dataclass(slots=True)
class SmsServer:
    """What a test sees of it. is_shut: refuses every token from now on. release: ends every silence."""

    port: int
    ledger: Path
    is_shut: bool = False
    asked: int = 0
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/messages?account=nabo"

    @property
    def taken(self) -> list[dict[str, Any]]:
        """Every message that it kept, oldest first."""
        kept = self.ledger.read_text().splitlines() if self.ledger.exists() else []
        return [json.loads(line) for line in kept]

    def keep(self, message: dict[str, Any]) -> None:
        with self.ledger.open("a") as out:
            out.write(json.dumps(message) + "\n")
            out.flush()
            os.fsync(out.fileno())


@contextmanager
def sms_server(ledger: Path, *, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[SmsServer]:
    """Runs in threads of its own until the test is over."""
    known: list[SmsServer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            _answer(self, known[0])

        def log_message(self, *_args: object) -> None:
            """Nothing is written."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    known.append(SmsServer(server.server_address[1], ledger))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known[0]
    finally:
        known[0].release.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def _answer(request: BaseHTTPRequestHandler, server: SmsServer) -> None:
    server.asked += 1
    message = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
    if server.is_shut or request.headers["Authorization"] != f"Bearer {TOKEN}":
        _say(request, 401, b"{}")
        return
    how = _HOW.get(message["to"], "ok")
    if how in _TAKEN:
        server.keep(message)
    if how in _PLAIN:
        _say(request, _PLAIN[how], b'{"error": "no"}', {"Retry-After": str(RETRY_AFTER), "Location": "/elsewhere"})
    else:
        _fall(request, server, how)


def _fall(request: BaseHTTPRequestHandler, server: SmsServer, how: str) -> None:
    match how:
        case "hangs":
            server.release.wait(30)
        case "drips":
            _drip(request, server)
        case "reset_before" | "reset_after":
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            request.connection.close()
        case "garbage":
            _say(request, 200, b"<html>Welcome</html>")
        case _:
            _say(request, 202, b'{"id": "g-1"}')


def _drip(request: BaseHTTPRequestHandler, server: SmsServer) -> None:
    """An answer that never ends, in pieces of which each comes in time."""
    with suppress(OSError):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.release.wait(0.05):
            request.wfile.write(f"X-Time: {time.monotonic()}\r\n".encode())
            request.wfile.flush()


def _say(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
    request.send_response(status)
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
