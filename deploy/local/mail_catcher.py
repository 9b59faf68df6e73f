"""A mail server that delivers nowhere: it keeps every message in a Maildir, so that people and tests can read them.

A message is on the disk, under its final name, before the sender hears "250": what was accepted survives any crash.
"""

import asyncio
import itertools
import os
import signal
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MESSAGE = 10_000_000


class Maildir:
    """Keeps messages as one file each; `new/` holds what nobody has read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        for name in ("tmp", "new", "cur"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def keep(self, message: bytes) -> Path:
        """Write one message durably and give its place."""
        name = f"{time.time_ns()}.P{os.getpid()}Q{next(self._numbers)}.nabo"
        draft, final = self._folder / "tmp" / name, self._folder / "new" / name
        with draft.open("xb") as out:
            out.write(message)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(final)
        _sync_folder(final.parent)
        return final


class Catcher:
    """What the server does with a message: keep it, with the envelope as two header lines on top."""

    def __init__(self, maildir: Maildir) -> None:
        self._maildir = maildir

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.to_thread(self._maildir.keep, _with_envelope(envelope))
        return "250 Kept"


def _with_envelope(envelope: Envelope) -> bytes:
    recipients = ", ".join(envelope.rcpt_tos)
    head = f"X-Envelope-From: {envelope.mail_from}\nX-Envelope-To: {recipients}\n"
    return head.encode() + (envelope.original_content or b"").replace(b"\r\n", b"\n")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


async def serve(folder: Path, port: int) -> None:
    """Answer on the loopback address until asked to stop."""
    loop = asyncio.get_running_loop()
    catcher = Catcher(Maildir(folder))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: SMTP(catcher, data_size_limit=LARGEST_MESSAGE, enable_SMTPUTF8=True, ident="Nabo"), "127.0.0.1", port
    )
    await stop.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
