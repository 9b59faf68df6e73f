"""Text messages through a gateway over HTTP, with a bound on every wait and a clear word for every way to fail."""

import json
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR
from threading import Timer
from urllib.parse import urlsplit

from services.notify.adapters.sms_answers import Heard, judge
from services.notify.domain.sms import Sms
from services.notify.ports.channels import ChannelAway, Deferred, NoChannel, OutcomeUnknown
from shared.errors import Undeliverable

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 20.0
"""From the first byte of the request to the last of the answer; together with the connecting less than a lease."""

AWAY_SECONDS = 2.0
REST_SECONDS = 30.0
DOUBTS_BEFORE_REST = 3
"""So many in a row whose outcome nobody knows: a gateway that is ill must not make a whole backlog of unknowns."""

_LONGEST_ANSWER = 65_536
_LINE_ERRORS = (OSError, HTTPException)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """url: where messages are posted. sender: a number, or a name of at most eleven letters."""

    url: str
    sender: str
    token: str = field(repr=False)
    connect_seconds: float = CONNECT_SECONDS
    answer_seconds: float = ANSWER_SECONDS


class HttpSmsChannel:
    """Behind `ports.channels.SmsChannel`, for one thread.

    Each message has a line of its own: one that was kept may have died, and after the bytes went nobody could tell
    whether anybody read them.
    """

    def __init__(self, gateway: Gateway, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._gateway = gateway
        self._parts = urlsplit(gateway.url)
        self._monotonic = monotonic
        self._rests_until = 0.0
        self._doubts = 0

    def hand_over(self, message: Sms, /, *, at_the_brink: Callable[[], None]) -> None:
        self._wait_for_rest()
        body = self._written(message)
        line = self._open()
        try:
            at_the_brink()
            heard = self._give(line, body)
        finally:
            line.close()
        self._conclude(heard)

    def close(self) -> None:
        """There is no line between messages."""

    def _wait_for_rest(self) -> None:
        left = self._rests_until - self._monotonic()
        if left > 0:
            raise ChannelAway(left)

    def _written(self, message: Sms) -> bytes:
        told = {"to": message.to, "from": self._gateway.sender, "text": message.text, "reference": message.reference}
        return json.dumps(told, ensure_ascii=False).encode()

    def _open(self) -> HTTPConnection:
        """A gateway that cannot be reached has taken nothing."""
        host, port, seconds = self._parts.hostname or "", self._parts.port, self._gateway.connect_seconds
        line = (
            HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
            if self._parts.scheme == "https"
            else HTTPConnection(host, port, timeout=seconds)
        )
        try:
            line.connect()
        except _LINE_ERRORS as error:
            line.close()
            raise ChannelAway(AWAY_SECONDS) from error
        return line

    def _give(self, line: HTTPConnection, body: bytes) -> Heard:
        """From the first byte on, a gateway that falls silent may have taken it all the same."""
        headers = {
            "Authorization": f"Bearer {self._gateway.token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Connection": "close",
        }
        path = f"{self._parts.path or '/'}{f'?{self._parts.query}' if self._parts.query else ''}"
        try:
            with _no_longer_than(self._gateway.answer_seconds, line) as is_over:
                line.request("POST", path, body=body, headers=headers)
                heard = _read(line.getresponse())
        except TimeoutError as error:
            raise self._doubted("no_answer") from error
        except _LINE_ERRORS as error:
            raise self._doubted("no_answer" if is_over() else "connection_lost") from error
        if is_over():  # What was cut off looks like an answer that ended.
            raise self._doubted("no_answer")
        return heard

    def _conclude(self, heard: Heard) -> None:
        try:
            judge(heard)
        except Deferred as later:
            self._rest(later.after_seconds)
            raise
        except OutcomeUnknown as unknown:
            raise self._doubted(unknown.reason) from None
        except Undeliverable:
            self._doubts = 0
            raise
        self._doubts = 0

    def _doubted(self, reason: str) -> OutcomeUnknown:
        self._doubts += 1
        if self._doubts >= DOUBTS_BEFORE_REST:
            self._rest(REST_SECONDS)
        return OutcomeUnknown(reason)

    def _rest(self, seconds: float) -> None:
        self._rests_until = self._monotonic() + seconds


class NoSmsChannel:
    """Behind the same port where no gateway is configured."""

    def hand_over(self, _message: Sms, /, *, at_the_brink: Callable[[], None]) -> None:  # noqa: ARG002 -- never reached
        raise NoChannel

    def close(self) -> None:
        """There is no line."""


def _read(answer: HTTPResponse) -> Heard:
    return Heard(
        status=answer.status,
        retry_after=answer.headers.get("Retry-After", ""),
        body=answer.read(_LONGEST_ANSWER),
    )


@contextmanager
def _no_longer_than(seconds: float, line: HTTPConnection) -> Iterator[Callable[[], bool]]:
    """The library's own limit is one for each piece of an answer, and an answer may come in as many as it likes."""
    sock, over = line.sock, False

    def hang_up() -> None:
        nonlocal over
        over = True
        with suppress(OSError):
            sock.shutdown(SHUT_RDWR)

    sock.settimeout(seconds)
    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: over
    finally:
        timer.cancel()
