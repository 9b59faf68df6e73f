"""The stand-in for a gateway of text messages: it keeps what it took, shows it, tells notify, and is nobody else's."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from deploy.local.sms_gateway import make_server
from deploy.local.sms_phones import Phones
from deploy.local.waiting import wait_until
from services.notify.adapters.http_sms_channel import Gateway, HttpSmsChannel
from services.notify.domain.sms import Sms
from services.notify.entrypoints.web.signed import Signatures
from services.notify.ports.channels import Deferred
from shared.errors import Undeliverable

NUMBER = "+4520123456"


@dataclass(slots=True)
class Notify:
    """What the stand-in tells, and whether it was signed as notify wants it."""

    key: bytes
    told: list[tuple[str, dict[str, str], bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stand:
    """A stand-in that runs."""

    port: int
    folder: Path
    token: str
    notify: Notify

    def channel(self, token: str = "") -> HttpSmsChannel:
        told = Gateway(url=f"http://127.0.0.1:{self.port}/messages", sender="Nabo", token=token or self.token)
        return HttpSmsChannel(told)

    def send(self, text: str = "Gadelygte: i morgen.", to: str = NUMBER, token: str = "") -> None:
        message = Sms(to=to, text=text, reference="ref-1")
        self.channel(token).hand_over(message, at_the_brink=lambda: None)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=15)
        line.request(method, path, body=body, headers=headers)
        answer = line.getresponse()
        found = answer.status, answer.headers.get("Location", ""), answer.read().decode()
        line.close()
        return found


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    layout = layout_under(tmp_path)
    make_secrets(layout)
    secrets = layout.secrets_of("notify")
    notify = Notify(bytes.fromhex((secrets / "sms_key").read_text()))
    with serving(listener(notify)) as there:
        server = make_server(layout.sms, secrets, 0, f"http://127.0.0.1:{there}")
        with serving(server) as port:
            yield Stand(port, layout.sms, (secrets / "sms_token").read_text(), notify)


def listener(notify: Notify) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with Flask(__name__).test_request_context(self.path, data=body, headers=list(self.headers.items())):
                fits = Signatures(notify.key).fit()
            notify.told.append((self.path, json.loads(body), fits))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Nothing is written."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


class serving:  # noqa: N801 -- reads as a verb
    """Runs a server in a thread while it is needed."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server

    def __enter__(self) -> int:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        port: int = self._server.server_address[1]
        return port

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_what_is_sent_is_kept_shown_and_receipted(stand: Stand) -> None:
    stand.send('Se <b>her</b>: http://127.0.0.1:8080/my/x "')
    (kept,) = Phones(stand.folder).all()
    assert (kept.phone, kept.reference) == (NUMBER, "ref-1")
    wait_until(lambda: stand.notify.told != [], seconds=20, what="the receipt is told")
    assert stand.notify.told == [
        ("/api/notify/v1/sms/receipts", {"reference": "ref-1", "status": "delivered"}, True),
    ]
    status, _, shown = stand.ask("GET", "/")
    assert status == 200
    assert "Se &lt;b&gt;her&lt;/b&gt;:" in shown
    assert '<a href="http://127.0.0.1:8080/my/x">' in shown


def test_a_developer_answers_as_the_phone(stand: Stand) -> None:
    stand.send()
    body = urlencode({"phone": NUMBER, "text": "JA 4821"})
    assert stand.ask("POST", "/answer", body)[:2] == (303, "/")
    ((told, fits),) = [(told, fits) for path, told, fits in stand.notify.told if path == "/api/notify/v1/sms/inbound"]
    assert (told["from"], told["text"], fits) == (NUMBER, "JA 4821", True)
    assert [each.direction for each in Phones(stand.folder).all()] == ["to_phone", "from_phone"]


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Host": "nabo.evil.example"}]
)
def test_no_other_site_answers_in_somebodys_name(stand: Stand, headers: dict[str, str]) -> None:
    body = urlencode({"phone": NUMBER, "text": "STOP"})
    assert stand.ask("POST", "/answer", body, **headers)[0] == 403
    assert stand.notify.told == []


def test_a_wrong_token_and_a_number_that_is_none_are_refused(stand: Stand) -> None:
    with pytest.raises(Deferred):
        stand.send(token="wrong")
    with pytest.raises(Undeliverable, match="sms_400"):
        stand.send(to="112")
    assert stand.ask("POST", "/messages", "{}", Authorization=f"Bearer {stand.token}")[0] == 400
    assert stand.ask("POST", "/messages", "x" * 20_001)[0] == 413
    assert stand.ask("GET", "/elsewhere")[0] == 404
    assert list(Phones(stand.folder).all()) == []
