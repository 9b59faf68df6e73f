"""A real gateway in front of stand-ins for services, which tell what they see of a request."""

import http.client
import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from deploy.local.gateway import configure_gateway, gateway_program
from deploy.local.layout import layout_under
from deploy.local.plan import Plan
from deploy.local.ports import free_ports
from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES

SECONDS = 20.0
MANY = 3_000_000
"""Bytes of photos; more than words ever have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def seen(self) -> dict[str, object]:
        """What the stand-in for a service saw."""
        found: dict[str, object] = json.loads(self.body)
        return found


class Echo(BaseHTTPRequestHandler):
    """Stands in for a service: tells what it sees; a path with `slow` waits until it is released."""

    protocol_version = "HTTP/1.1"
    released = threading.Event()
    waiting = threading.Semaphore(0)
    begun = threading.Semaphore(0)

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MANY:
            self.begun.release()
        self.rfile.read(length)
        if "slow" in self.path:
            self.waiting.release()
            self.released.wait(SECONDS)
        seen = {
            "port": self.connection.getsockname()[1],
            "path": self.path,
            "from": self.headers["X-Forwarded-For"],
            "client": self.headers["X-Client-Address"],
        }
        body = json.dumps(seen).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the standard library's name

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Service(ThreadingHTTPServer):
    """Where the gateway breaks a connection off, there is nothing to report."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def a_gateway(root: Path, services: Sequence[str] = ("intake", "triage"), **told: str) -> Iterator[tuple[Plan, int]]:
    """services: those that a stand-in answers for; the others are away."""
    with free_ports() as ports:
        plan = Plan(layout=layout_under(root), ports=ports, services=SERVICES)
        configure_gateway(plan)
        program = gateway_program(plan)
        servers = [Service(("127.0.0.1", ports.web(name)), Echo) for name in services]
        for server in servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        with subprocess.Popen(program.command, env={**program.environment, **told}, stderr=subprocess.DEVNULL) as caddy:
            try:
                wait_until(lambda: reachable(plan), seconds=SECONDS, what="the gateway answers")
                yield plan, caddy.pid
            finally:
                caddy.terminate()
        for server in servers:
            server.shutdown()
            server.server_close()


def ask(plan: Plan, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """Whoever is hung up on while they send reads the answer all the same, as browsers do."""
    connection = http.client.HTTPConnection("127.0.0.1", plan.ports.gateway, timeout=SECONDS)
    try:
        with suppress(ConnectionResetError, BrokenPipeError):
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(status=answer.status, headers=dict(answer.getheaders()), body=answer.read().decode("utf-8-sig"))
    finally:
        connection.close()


def reachable(plan: Plan) -> bool:
    try:
        return ask(plan, "/healthz/intake").status == http.HTTPStatus.OK
    except OSError:
        return False
