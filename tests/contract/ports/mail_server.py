"""A real SMTP server on the loopback that does as each address says; what it takes is on the disk before it answers."""

import asyncio
import os
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HANG_SECONDS = 3600
USER, PASSWORD = b"nabo", b"open sesame"


class Behaviour:
    """What the part of an address before the @ makes the server do; any other is accepted.

    hangs_up_once: in the next dialogue after a message was taken, when its recipient is named. gone: whole addresses
    that are nobody's mailbox any more.
    """

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self.connections = 0
        self.is_closing = False
        self.hangs_up_once = False
        self.gone: set[str] = set()

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.is_closing:
            return "421 4.3.2 closing"
        if address.startswith("stranger"):
            return "550 5.7.1 we do not know you"
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answers = {"nobody": "550 5.1.1 no such mailbox", "full": "452 4.2.2 mailbox full", "leaving": "421 closing"}
        name = address.partition("@")[0]
        if self.hangs_up_once and self._ledger.exists():
            self.hangs_up_once = False
            return _hang_up(server)
        if address in self.gone:
            return answers["nobody"]
        if name == "mute":
            await asyncio.sleep(HANG_SECONDS)
        if name in answers:
            return answers[name]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        name = envelope.rcpt_tos[0].partition("@")[0]
        match name:
            case "later":
                return "451 4.3.0 not now"
            case "unwanted":
                return "554 5.7.1 not wanted"
            case "hang":
                await asyncio.sleep(HANG_SECONDS)
            case "garbage":
                self._take(envelope)
                return "what?"
            case "dropped":
                return _hang_up(server)
            case "taken-and-dropped":
                self._take(envelope)
                return _hang_up(server)
            case _:
                self._take(envelope)
        return "250 Kept"

    def _take(self, envelope: Envelope) -> None:
        content = (envelope.original_content or b"").replace(b"\r\n", b"\n")
        with self._ledger.open("ab") as out:
            out.write(content + b"\n=== end ===\n")
            out.flush()
            os.fsync(out.fileno())


class MailServer:
    """What a test sees of it."""

    def __init__(self, port: int, behaviour: Behaviour, ledger: Path) -> None:
        self.port = port
        self.behaviour = behaviour
        self._ledger = ledger

    @property
    def taken(self) -> list[str]:
        """Every message that it kept, oldest first."""
        kept = self._ledger.read_text() if self._ledger.exists() else ""
        return [each for each in kept.split("\n=== end ===\n") if each]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What a server asks of whoever sends. starttls, tls: with this certificate."""

    needs_password: bool = False
    starttls: ssl.SSLContext | None = None
    tls: ssl.SSLContext | None = None


@contextmanager
def mail_server(ledger: Path, *, port: int = 0, guard: Guard = Guard()) -> Iterator[MailServer]:
    """Runs in a thread of its own until the test is over."""
    loop, behaviour = asyncio.new_event_loop(), Behaviour(ledger)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = loop.create_server(lambda: _session(behaviour, loop, guard), "127.0.0.1", port, ssl=guard.tls)
    server = asyncio.run_coroutine_threadsafe(made, loop).result(5)
    try:
        yield MailServer(server.sockets[0].getsockname()[1], behaviour, ledger)
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def _session(behaviour: Behaviour, loop: asyncio.AbstractEventLoop, guard: Guard) -> SMTP:
    """Without TLS the library warns of passwords; here they open nothing."""
    if not guard.needs_password:
        return SMTP(behaviour, loop=loop, tls_context=guard.starttls, require_starttls=guard.starttls is not None)
    with warnings.catch_warnings(action="ignore"):
        return SMTP(behaviour, loop=loop, authenticator=_authenticate, auth_required=True, auth_require_tls=False)


def _authenticate(_server: object, _session: object, _envelope: object, _how: str, told: object) -> AuthResult:
    fits = isinstance(told, LoginPassword) and (told.login, told.password) == (USER, PASSWORD)
    return AuthResult(success=fits, handled=False)


def _hang_up(server: SMTP) -> str:
    """What is answered then, nobody hears."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()
    return "421 gone"


async def _close(server: asyncio.AbstractServer) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def certificate_for_this_machine(folder: Path) -> Path:
    """A certificate for this machine, with its key, that nobody has vouched for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(datetime.now(UTC) + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file
