"""A mail server that takes its time with each message, and notes for whom it took one and when."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class SlowMail:
    """seconds: for each message, on each line. taken: Unix seconds at which somebody's first mail was taken."""

    seconds: float
    taken: dict[str, float] = field(default_factory=dict)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        await asyncio.sleep(self.seconds)
        for each in envelope.rcpt_tos:
            self.taken.setdefault(each, time.time())
        return "250 Taken"


@contextmanager
def slow_mail(port: int, *, seconds: float) -> Iterator[SlowMail]:
    """Answers on the loopback address, in a thread of its own."""
    slow = SlowMail(seconds)
    server = Controller(slow, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    server.start()
    try:
        yield slow
    finally:
        server.stop()
