"""A mail server that takes its time with each message, and notes for whom it took one and when."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

SECONDS_TO_START = 5.0


@dataclass
class SlowMail:
    """seconds: for each message, on each line. taken: Unix seconds at which somebody's first mail was taken."""

    seconds: float
    taken: dict[str, float] = field(default_factory=dict)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.sleep(self.seconds)
        for each in envelope.rcpt_tos:
            self.taken.setdefault(each, time.time())
        return "250 Taken"


@contextmanager
def slow_mail(port: int, *, seconds: float) -> Iterator[SlowMail]:
    """Answers on the loopback address, in a thread of its own."""
    loop, slow = asyncio.new_event_loop(), SlowMail(seconds)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = loop.create_server(lambda: SMTP(slow, loop=loop, enable_SMTPUTF8=True), "127.0.0.1", port)
    server = asyncio.run_coroutine_threadsafe(made, loop).result(SECONDS_TO_START)
    try:
        yield slow
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(SECONDS_TO_START)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(SECONDS_TO_START)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    """Whoever still sends is cut off."""
    server.close()
    for each in asyncio.all_tasks() - {asyncio.current_task()}:
        each.cancel()
