"""A gateway for text messages that sends nowhere: it keeps each, says that it arrived, and lets a developer answer.

It speaks what a real one speaks: `POST /messages` with a bearer token, signed receipts and answers to notify.
"""

import argparse
import hmac
import json
import signal
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from deploy.local.sms_page import page
from deploy.local.sms_phones import FROM_PHONE, TO_PHONE, Phones
from deploy.local.sms_telling import Telling

LONGEST_BODY = 20_000
_FIELDS = ("to", "from", "text", "reference")


class Handler(BaseHTTPRequestHandler):
    """One request. The class is given what the server knows before it is used."""

    phones: Phones
    telling: Telling
    token: str
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path != "/" or not self._is_here():
            self._say(HTTPStatus.NOT_FOUND)
            return
        shown = page(self.phones.all(), was_refused="refused" in asked.query)
        self._say(HTTPStatus.OK, shown.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            self.close_connection = True
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        body = self.rfile.read(int(length))
        match urlsplit(self.path).path:
            case "/messages":
                self._take(body)
            case "/answer":
                self._answer(body)
            case _:
                self._say(HTTPStatus.NOT_FOUND)

    def _take(self, body: bytes) -> None:
        given = self.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            self._say_json(HTTPStatus.UNAUTHORIZED, {"error": "token"})
            return
        told = _read(body)
        if told is None or not str(told["to"]).startswith("+"):
            self._say_json(HTTPStatus.BAD_REQUEST, {"error": "message"})
            return
        kept = self.phones.keep(TO_PHONE, told["to"], told["text"], told["reference"])
        self._say_json(HTTPStatus.ACCEPTED, {"id": kept.id})
        self.telling.delivered(kept.id, kept.reference)

    def _answer(self, body: bytes) -> None:
        """From the page alone: another site in the same browser must not answer in somebody's name."""
        typed = parse_qs(body.decode(errors="replace"))
        phone, text = typed.get("phone", [""])[0].strip(), typed.get("text", [""])[0]
        if not self._is_here() or not phone or not text:
            self._say(HTTPStatus.FORBIDDEN)
            return
        kept = self.phones.keep(FROM_PHONE, phone, text)
        heard = self.telling.answered(kept.id, phone, text)
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "/" if heard else "/?refused")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_here(self) -> bool:
        origin = self.headers.get("Origin")
        host = self.headers.get("Host", "")
        return host.split(":")[0] in {"127.0.0.1", "localhost"} and (origin is None or urlsplit(origin).netloc == host)

    def _say_json(self, status: HTTPStatus, said: Mapping[str, str]) -> None:
        self._say(status, json.dumps(said).encode(), "application/json")

    def _say(self, status: HTTPStatus, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:  # noqa: ANN401 -- the library's shape
        """What is sent is on the page; a log of numbers is nobody's business."""


def _read(body: bytes) -> Mapping[str, str] | None:
    try:
        told = json.loads(body)
    except ValueError:
        return None
    fits = isinstance(told, dict) and all(isinstance(told.get(name), str) for name in _FIELDS)
    return told if fits else None


def make_server(folder: Path, secrets: Path, port: int, notify: str) -> ThreadingHTTPServer:
    """Ready to serve; receipts go out while it lives."""

    class Ours(Handler):
        phones = Phones(folder)
        telling = Telling(notify, bytes.fromhex((secrets / "sms_key").read_text().strip()))
        token = (secrets / "sms_token").read_text().strip()

    Ours.telling.start()
    return ThreadingHTTPServer(("127.0.0.1", port), Ours)


def main() -> None:
    """Answer on the loopback address until asked to stop."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.sms_gateway", description="Phones of a developer.")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--secrets", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--notify", required=True)
    asked = parser.parse_args()
    server = make_server(asked.folder, asked.secrets, asked.port, asked.notify)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever()


if __name__ == "__main__":
    main()
