"""HTTP as a browser without scripts speaks it, at a third of what a library for everything takes from the measured.

Knows nothing of what it carries. Several threads may use one client, each gets a connection of its own.
"""

import json
import select
import weakref
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

TIMEOUT_SECONDS = 15
MOST_REDIRECTS = 10
_SEE_OTHER = frozenset({301, 302, 303})
_SAME_AGAIN = frozenset({307, 308})
_AS_IT_IS = "/?%:@!$&'()*+,;=~-._"
"""What may stand in a path or a query (RFC 3986); `%` because pages have quoted what they link to."""

_GONE_AT_ONCE = frozenset({"0", "-1"})


class NoAnswer(Exception):
    """Nobody answered in time, or not to the end, or only by sending us round in circles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """url: where it came from in the end. kind: the media type with its parameters."""

    status: int
    url: str
    kind: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def json(self) -> Any:  # noqa: ANN401 -- whatever JSON can say
        """Raises: ValueError."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """target: path and query."""

    method: str
    target: str
    body: bytes | None
    headers: Mapping[str, str]


class Client:
    """One origin, its cookies, and connections that are kept."""

    def __init__(self, origin: str) -> None:
        """origin: an address of plain HTTP."""
        parts = urlsplit(origin)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._idle: list[HTTPConnection] = []
        self.cookies: dict[str, str] = {}
        weakref.finalize(self, _close, self._idle)

    def ask(self, method: str, address: str, body: bytes | None = None, headers: Mapping[str, str] = {}) -> Answer:
        """Follow redirects as browsers do. address: on this origin. Blocks. Raises: NoAnswer."""
        for _ in range(MOST_REDIRECTS):
            url = self._here(address)
            answer, to = self._once(Request(method=method, target=_target(url), body=body, headers=headers), url)
            if to is None:
                return answer
            address = urljoin(url, to)
            if answer.status in _SEE_OTHER:
                method, body = "GET", None
                headers = {name: value for name, value in headers.items() if name != "Content-Type"}
        raise NoAnswer(f"{url} leads on and on")

    def _here(self, address: str) -> str:
        url = urljoin(self._origin, address)
        if not f"{url}/".startswith(f"{self._origin}/"):
            raise NoAnswer(f"{url} leads away from {self._origin}")
        return url

    def _once(self, request: Request, url: str) -> tuple[Answer, str | None]:
        """Also where it leads on to."""
        connection = self._connection()
        try:
            with suppress(BrokenPipeError):  # Who refuses a body may hang up on it, but has said why.
                connection.request(request.method, request.target, request.body, self._headers(request))
            came = connection.getresponse()
            body = came.read()
        except (OSError, HTTPException) as trouble:
            connection.close()
            raise NoAnswer(f"{url}: {type(trouble).__name__} {trouble}") from trouble
        if not came.will_close:
            self._idle.append(connection)
        self._keep(came.headers.get_all("Set-Cookie", ()))
        leads_on = came.status in _SEE_OTHER | _SAME_AGAIN
        kind = came.headers.get("Content-Type", "")
        return Answer(status=came.status, url=url, kind=kind, body=body), came.headers.get(
            "Location"
        ) if leads_on else None

    def _connection(self) -> HTTPConnection:
        """One that is idle and still open, else a new one."""
        with suppress(IndexError):
            while True:
                found = self._idle.pop()
                if _is_open(found):
                    return found
                found.close()
        return HTTPConnection(self._host, self._port, timeout=TIMEOUT_SECONDS)

    def _headers(self, request: Request) -> Mapping[str, str]:
        if not self.cookies:
            return request.headers
        return {**request.headers, "Cookie": "; ".join(f"{name}={value}" for name, value in list(self.cookies.items()))}

    def _keep(self, lines: Iterable[str]) -> None:
        for line in lines:
            with suppress(CookieError):
                for name, one in SimpleCookie(line).items():
                    self._set(name, one.coded_value, is_gone=one["max-age"] in _GONE_AT_ONCE)

    def _set(self, name: str, value: str, *, is_gone: bool) -> None:
        if is_gone:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


def _target(url: str) -> str:
    parts = urlsplit(url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return quote(target, safe=_AS_IT_IS)


def _is_open(connection: HTTPConnection) -> bool:
    """Whoever has nothing to say to us and yet can be read has hung up."""
    if connection.sock is None:
        return False
    poll = select.poll()  # `select.select` knows only the first thousand of a process's files.
    poll.register(connection.sock, select.POLLIN)
    return not poll.poll(0)


def _close(connections: Iterable[HTTPConnection]) -> None:
    for each in connections:
        each.close()
