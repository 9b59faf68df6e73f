"""A mail server that delivers nowhere: it keeps every message in a Maildir, so that people and tests can read them.

A message is on the disk, under its final name, before the sender hears "250": what was accepted survives any crash.
What answers a mail of ours is handed to notify instead, before the sender hears how that went.
"""

import argparse
import asyncio
import itertools
import os
import signal
import time
from http import HTTPStatus
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.mail_telling import MailTelling

LARGEST_MESSAGE = 25_000_000


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
    """What the server does with a message: keep it, with the envelope as two header lines on top, or hand it over.

    answers_at: the domain whose mail is handed over, and to whom; None where nobody hears answers.
    """

    def __init__(self, maildir: Maildir, answers_at: tuple[str, MailTelling] | None = None) -> None:
        self._maildir = maildir
        self._answers_at = answers_at

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        message = _with_envelope(envelope)
        if self._answers_at and _leads_to(envelope, self._answers_at[0]):
            return _said(await asyncio.to_thread(self._answers_at[1].tell, message))
        await asyncio.to_thread(self._maildir.keep, message)
        return "250 Kept"


def _leads_to(envelope: Envelope, domain: str) -> bool:
    return any(each.lower().endswith(f"@{domain}") for each in envelope.rcpt_tos)


def _said(status: int) -> str:
    """What notify answered, as a mail server says it."""
    if status == HTTPStatus.NO_CONTENT:
        return "250 Heard"
    is_ours = status in {0, HTTPStatus.TOO_MANY_REQUESTS} or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return "451 Nobody hears answers just now; try again" if is_ours else "554 Not taken"


def _with_envelope(envelope: Envelope) -> bytes:
    recipients = ", ".join(envelope.rcpt_tos)
    head = f"X-Envelope-From: {envelope.mail_from or ''}\nX-Envelope-To: {recipients}\n"
    return head.encode() + (envelope.original_content or b"").replace(b"\r\n", b"\n")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


async def serve(catcher: Catcher, port: int) -> None:
    """Answer on the loopback address until asked to stop."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(
        lambda: SMTP(catcher, data_size_limit=LARGEST_MESSAGE, enable_SMTPUTF8=True, ident="Nabo"), "127.0.0.1", port
    )
    await stop.wait()
    server.close()


def main() -> None:
    """Keep, and hand over what answers our mails where it is said to whom."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.mail_catcher", description="A mail server of tests.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--reply-domain", default="")
    parser.add_argument("--secrets", type=Path)
    parser.add_argument("--notify")
    asked = parser.parse_args()
    answers_at = None
    if asked.reply_domain:
        answers_at = (asked.reply_domain, MailTelling(asked.notify, bytes.fromhex(_key(asked.secrets))))
    asyncio.run(serve(Catcher(Maildir(asked.folder), answers_at), asked.port))


def _key(secrets: Path) -> str:
    return (secrets / "mail_key").read_text().strip()


if __name__ == "__main__":
    main()
