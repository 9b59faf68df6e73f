"""Mail by SMTP over one connection that is kept, with a bound on every wait and a clear word for every way to fail."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from services.notify.adapters.mime import Sender, in_ascii, to_bytes
from services.notify.adapters.smtp_answers import CLOSING, DEFERRED_SECONDS, FINAL, GO_ON, OK, PASSING, expect, judge
from services.notify.domain.letter import Letter
from services.notify.ports.channels import ChannelAway, Deferred, OutcomeUnknown
from shared.clock import Clock
from shared.errors import Undeliverable

COMMAND_SECONDS = 10.0
ANSWER_SECONDS = 30.0
"""How long the server may take after the last dot; together with the commands before it less than a lease."""

AWAY_SECONDS = 2.0

_SERVER_ERRORS = OSError
"""smtplib's own errors are OSErrors too, as are timeouts and lost connections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """tls: none, starttls or tls. user: None where the server asks for none."""

    host: str
    port: int
    tls: str = "none"
    user: str | None = None
    password: str = field(default="", repr=False)
    command_seconds: float = COMMAND_SECONDS
    answer_seconds: float = ANSWER_SECONDS


class SmtpChannel:
    """Behind `ports.channels.MailChannel`, for one thread. sender_in: who it comes from, by the letter's language."""

    def __init__(self, server: Server, sender_in: Callable[[str], Sender], *, clock: Clock) -> None:
        self._server = server
        self._sender_in = sender_in
        self._clock = clock
        self._line: smtplib.SMTP | None = None

    def hand_over(self, letter: Letter, *, at_the_brink: Callable[[], None]) -> None:
        sender = self._sender_in(letter.language)
        content = self._written(letter, sender)
        line = self._ready_for(sender.address, in_ascii(letter.to))
        try:
            at_the_brink()
        except BaseException:
            self._drop()  # The server waits for the content; only hanging up says that none will come.
            raise
        self._give(line, content)

    def close(self) -> None:
        if self._line is not None:
            with suppress(_SERVER_ERRORS):
                self._line.quit()
        self._drop()

    def _written(self, letter: Letter, sender: Sender) -> bytes:
        try:
            if not in_ascii(letter.to).isascii():
                raise Undeliverable("address_needs_utf8")
            return to_bytes(letter, sender, at=self._clock.now())
        except ValueError as error:
            raise Undeliverable("cannot_be_written") from error

    def _ready_for(self, sender: str, to: str) -> smtplib.SMTP:
        """A line on which the server waits for the content. One that was kept and is lost now is opened once more."""
        was_open = self._line is not None
        try:
            return self._introduce(sender, to)
        except (ChannelAway, Deferred):
            if not was_open or self._line is not None:
                raise
        return self._introduce(sender, to)

    def _introduce(self, sender: str, to: str) -> smtplib.SMTP:
        """Once the server has taken the sender it is not away: what is lost then is this letter's turn alone."""
        line = self._greet(sender)
        try:
            expect(OK, line.rcpt(to))
            expect(GO_ON, line.docmd("DATA"))
        except _SERVER_ERRORS as error:
            self._drop()
            raise Deferred(DEFERRED_SECONDS) from error
        except (Deferred, Undeliverable):
            self._begin_anew()
            raise
        return line

    def _greet(self, sender: str) -> smtplib.SMTP:
        """A sender that is refused is our mistake and nobody's address: the channel is away until it is mended."""
        try:
            line = self._line = self._line or self._open()
            expect(OK, line.mail(sender), else_away=True)
        except _SERVER_ERRORS as error:
            self._drop()
            raise ChannelAway(AWAY_SECONDS) from error
        return line

    def _open(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        if server.tls == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.command_seconds, context=context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=server.command_seconds)
        if server.tls == "starttls":
            line.starttls(context=context)
        if server.user is not None:
            line.login(server.user, server.password)
        line.ehlo_or_helo_if_needed()
        return line

    def _give(self, line: smtplib.SMTP, content: bytes) -> None:
        """From the first byte on, a server that falls silent may have taken it all the same."""
        try:
            _patience(line, self._server.answer_seconds)
            line.send(_dotted(content))
            code, words = line.getreply()
            _patience(line, self._server.command_seconds)
        except _SERVER_ERRORS as error:
            self._drop()
            raise OutcomeUnknown(_name(error)) from error
        if code == CLOSING or code not in {*OK, *PASSING, *FINAL}:
            self._drop()
        judge(code, words)

    def _begin_anew(self) -> None:
        """The next letter must not inherit this one's recipient."""
        try:
            if self._line is not None:
                self._line.rset()
        except _SERVER_ERRORS:
            self._drop()

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _dotted(content: bytes) -> bytes:
    """The content as it travels: lines that begin with a dot get a second one, and one dot alone ends it."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    doubled = (b"." + lines if lines.startswith(b".") else lines).replace(b"\r\n.", b"\r\n..")
    return (doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n") + b".\r\n"


def _patience(line: smtplib.SMTP, seconds: float) -> None:
    if line.sock is not None:
        line.sock.settimeout(seconds)


def _name(error: BaseException) -> str:
    """A timeout is hidden by smtplib within its own error."""
    is_timeout = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    return "no_answer" if is_timeout else "connection_lost"
