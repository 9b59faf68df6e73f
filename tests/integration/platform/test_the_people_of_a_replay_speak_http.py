"""HTTP as browsers speak it: redirects, cookies, connections that are kept, and a server that hangs up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench.replay.client import Client, NoAnswer

ANSWERS: Mapping[str, tuple[int, Sequence[tuple[str, str]]]] = {
    "/sets": (200, [("Set-Cookie", "who=ada; Path=/; HttpOnly"), ("Set-Cookie", "old=1; Path=/")]),
    "/unsets": (200, [("Set-Cookie", "old=; Max-Age=0; Path=/")]),
    "/see-other": (303, [("Location", "/there?a=b")]),
    "/again": (308, [("Location", "there")]),
    "/round": (302, [("Location", "/round")]),
    "/away": (302, [("Location", "http://elsewhere.example/")]),
    "/last": (200, [("Connection", "close")]),
}


@dataclass
class Seen:
    """origin: of the server. lines: what it was asked. sent: the headers. connections: how many were opened."""

    origin: str = ""
    lines: list[str] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0


class Handler(BaseHTTPRequestHandler):
    """Answers as the table says; otherwise 200, or not at all."""

    protocol_version = "HTTP/1.1"
    seen: Seen

    def setup(self) -> None:
        self.seen.connections += 1
        super().setup()

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.seen.lines.append(f"{self.command} {self.path} {body}".strip())
        self.seen.sent.append(dict(self.headers.items()))
        if self.path == "/hangs-up":
            self.close_connection = True
            return
        status, headers = ANSWERS.get(self.path, (200, ()))
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "3")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write("å!".encode())

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def seen() -> Iterator[Seen]:
    told = Seen()
    handler = type("Told", (Handler,), {"seen": told})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        told.origin = f"http://127.0.0.1:{server.server_port}"
        yield told
        server.shutdown()
        thread.join()


def test_an_answer_is_read_and_its_connection_is_kept(seen: Seen) -> None:
    client = Client(seen.origin)
    answers = [client.ask("GET", "/a?b=c"), client.ask("POST", "/d", b"{}")]
    assert [(each.status, each.text, each.kind) for each in answers] == [(200, "å!", "text/plain; charset=utf-8")] * 2
    assert seen.lines == ["GET /a?b=c", "POST /d {}"]
    assert seen.connections == 1


def test_a_connection_that_the_server_closed_is_not_used_again(seen: Seen) -> None:
    client = Client(seen.origin)
    client.ask("GET", "/last")
    assert client.ask("GET", "/a").status == 200
    assert seen.connections == 2


def test_what_may_not_stand_in_an_address_is_quoted_once(seen: Seen) -> None:
    for address in ("/a b?c=å", "/a%20b?c=%C3%A5", seen.origin):
        Client(seen.origin).ask("GET", address)
    assert seen.lines == ["GET /a%20b?c=%C3%A5", "GET /a%20b?c=%C3%A5", "GET /"]


def test_cookies_come_back_until_they_are_taken_away(seen: Seen) -> None:
    client = Client(seen.origin)
    client.ask("GET", "/sets")
    client.ask("GET", "/unsets")
    client.ask("GET", "/a")
    assert [each.get("Cookie") for each in seen.sent] == [None, "who=ada; old=1", "who=ada"]


def test_after_a_form_the_page_is_asked_for_without_it(seen: Seen) -> None:
    answer = Client(seen.origin).ask("POST", "/see-other", b"x=y", {"Content-Type": "a/b", "Origin": "here"})
    assert seen.lines == ["POST /see-other x=y", "GET /there?a=b"]
    assert answer.url == f"{seen.origin}/there?a=b"
    assert "Content-Type" not in seen.sent[1]


def test_what_has_moved_is_sent_again_there(seen: Seen) -> None:
    Client(seen.origin).ask("POST", "/again", b"x=y")
    assert seen.lines == ["POST /again x=y", "POST /there x=y"]


def test_a_circle_is_no_answer(seen: Seen) -> None:
    with pytest.raises(NoAnswer, match="on and on"):
        Client(seen.origin).ask("GET", "/round")


def test_nor_is_what_leads_away(seen: Seen) -> None:
    with pytest.raises(NoAnswer, match=r"http://elsewhere\.example/ leads away"):
        Client(seen.origin).ask("GET", "/away")


def test_nor_is_a_connection_that_breaks(seen: Seen) -> None:
    with pytest.raises(NoAnswer, match="RemoteDisconnected"):
        Client(seen.origin).ask("GET", "/hangs-up")


def test_nor_is_a_server_that_is_not_there() -> None:
    with pytest.raises(NoAnswer, match="ConnectionRefusedError"):
        Client("http://127.0.0.1:1").ask("GET", "/")
