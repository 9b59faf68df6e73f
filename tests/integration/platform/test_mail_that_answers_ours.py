"""The mail catcher hands over what answers our mails, by real SMTP and HTTP, and keeps the rest as before."""

import asyncio
import os
import smtplib
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP
from flask import Flask

from deploy.local.mail_answer import answer_newest
from deploy.local.mail_catcher import LARGEST_MESSAGE, Catcher, Maildir
from deploy.local.mail_telling import DOOR, LARGEST, MailTelling
from services.notify.entrypoints.web.signed import Signatures
from services.notify.ports.replies import LARGEST_MAIL
from tests.factories.mails import ADA, mail

KEY, DOMAIN = b"k" * 32, "replies.nabo.test"
HOW_TO = Path(__file__).parents[3] / "docs/how-to/take-answers-by-mail.md"
THEIR_DOOR, THEIR_KEY = "https://nabo.example.org/api/notify/v1/mail/inbound", "/etc/nabo/mail_key"


@dataclass(slots=True)
class Notify:
    """What it was handed, and whether that was signed as it wants. says: the status of its next answers."""

    says: int = 204
    told: list[tuple[bytes, str, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stand:
    port: int
    maildir: Path
    notify: Notify
    door: str

    def send(self, made: EmailMessage, *, sender: str = ADA, to: str = f"reply+x@{DOMAIN}") -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=10) as line:
            line.sendmail(sender, [to], made.as_bytes())

    @property
    def kept(self) -> int:
        return len(list((self.maildir / "new").glob("*")))


@contextmanager
def catching(catcher: Catcher) -> Iterator[int]:
    """Its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()  # A browser's own loop may run in this one.
    listens = loop.create_server(lambda: SMTP(catcher, data_size_limit=LARGEST_MESSAGE, loop=loop), "127.0.0.1", 0)
    made = asyncio.run_coroutine_threadsafe(listens, loop).result(10)
    yield int(made.sockets[0].getsockname()[1])
    loop.call_soon_threadsafe(made.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    notify = Notify()
    server = listener(notify)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    telling = MailTelling(f"http://127.0.0.1:{server.server_address[1]}", KEY)
    with catching(Catcher(Maildir(tmp_path), (DOMAIN, telling))) as port:
        yield Stand(port, tmp_path, notify, f"{telling.notify}{DOOR}")
    server.shutdown()
    server.server_close()


def listener(notify: Notify) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with Flask(__name__).test_request_context(self.path, data=body, headers=list(self.headers.items())):
                notify.told.append((body, self.path, Signatures(KEY).fit()))
            self.send_response(notify.says)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Nothing is written."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def test_what_answers_our_mails_is_handed_over_signed_with_its_envelope_and_not_kept(stand: Stand) -> None:
    stand.send(mail("The second lamp."))
    stand.send(mail("Gone."), sender="")
    (first, path, fits), (bounce, _, _) = stand.notify.told
    assert (path, fits, stand.kept) == ("/api/notify/v1/mail/inbound", True, 0)
    assert first.startswith(f"X-Envelope-From: {ADA}\nX-Envelope-To: reply+x@{DOMAIN}\n".encode())
    assert bounce.startswith(b"X-Envelope-From: <>\n")


def test_all_other_mail_is_kept_as_before(stand: Stand) -> None:
    stand.send(mail(), to=ADA)
    stand.send(mail(), to=f"reply+x@{DOMAIN}.example")
    assert (stand.kept, stand.notify.told) == (2, [])


@pytest.mark.parametrize("says, code", [(503, 451), (500, 451), (401, 554), (413, 554), (404, 554)])
def test_a_sender_hears_how_that_went(stand: Stand, says: int, code: int) -> None:
    stand.notify.says = says
    with pytest.raises(smtplib.SMTPDataError) as refused:
        stand.send(mail())
    assert refused.value.smtp_code == code


def test_while_nobody_hears_answers_they_may_come_again() -> None:
    assert MailTelling("http://127.0.0.1:9", KEY).tell(b"x") == 0


def test_a_long_mail_is_cut_off_where_notify_stops_to_read(stand: Stand) -> None:
    assert LARGEST == LARGEST_MAIL
    made = mail()
    made.add_attachment(b"x" * 13_000_000, maintype="image", subtype="jpeg", filename="p.jpg")
    stand.send(made)
    assert len(stand.notify.told[0][0]) == LARGEST


def test_a_developer_answers_the_newest_mail_that_can_be_answered(stand: Stand) -> None:
    assert answer_newest(stand.maildir, stand.port, DOMAIN, text="x") is None
    ours = mail(
        "Street lamp: the team has it.", From="Nabo <nabo@kluuvi.example>", To=ADA, Reply_To=f"reply+x@{DOMAIN}"
    )
    stand.send(ours, to=ADA)
    stand.send(mail("Sign in", To=ADA), to=ADA)
    assert answer_newest(stand.maildir, stand.port, DOMAIN, text="The second lamp.") == f"reply+x@{DOMAIN}"
    ((answer, _, _),) = stand.notify.told
    assert b"The second lamp." in answer
    assert b"> Street lamp" in answer
    assert f"From: {ADA}".encode() in answer


def handed_over_as_described(door: str, key: Path) -> int:
    """What the few lines of the how-to say to the mail server that pipes a mail into them."""
    lines = textwrap.dedent(HOW_TO.read_text().split("```python\n")[1].split("   ```")[0])
    assert lines.count(THEIR_DOOR) == lines.count(THEIR_KEY) == 1
    script = lines.replace(THEIR_DOOR, door).replace(THEIR_KEY, str(key))
    envelope = {**os.environ, "SENDER": ADA, "RECIPIENT": f"reply+x@{DOMAIN}"}
    run = subprocess.run(
        [sys.executable, "-c", script], input=mail().as_bytes(), env=envelope, check=False, capture_output=True
    )
    assert run.stderr == b""
    return run.returncode


@pytest.fixture
def their_key(tmp_path: Path) -> Path:
    file = tmp_path / "mail_key"
    file.write_text(f"{KEY.hex()}\n")
    return file


@pytest.mark.parametrize(
    "says, code", [(204, 0), (503, 75), (429, 75), (500, 75), (401, 69), (404, 69), (413, 69), (415, 69)]
)
def test_the_lines_of_the_how_to_hand_over_a_mail_and_say_how_that_went(
    stand: Stand, their_key: Path, says: int, code: int
) -> None:
    stand.notify.says = says
    assert handed_over_as_described(stand.door, their_key) == code
    ((told, path, fits),) = stand.notify.told
    assert (path, fits) == (DOOR, True)
    assert told.startswith(f"X-Envelope-From: {ADA}\nX-Envelope-To: reply+x@{DOMAIN}\n".encode())


def test_while_nobody_is_there_or_no_key_can_be_read_the_mail_server_tries_again(their_key: Path) -> None:
    assert handed_over_as_described("http://127.0.0.1:9/", their_key) == 75
    assert handed_over_as_described("http://127.0.0.1:9/", their_key.with_name("no_key")) == 75
