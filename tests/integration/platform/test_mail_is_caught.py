"""What the mail catcher accepted is on the disk, whole, whatever happens next."""

import smtplib
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

from deploy.local.mail_reader import latest
from deploy.local.stores import SECONDS_TO_RESTART, Stores
from deploy.local.waiting import wait_until


def message(subject: str, to: str = "aino@example.org") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "nabo@example.org", to, subject
    made.set_content("Gaden er ryddet, og lygten lyser igen: tak for hjælpen.")
    made.add_alternative("<p>Gaden er ryddet.</p>", subtype="html")
    return made


def send(stores: Stores, *messages: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", stores.plan.ports.smtp, timeout=10) as post:
        for one in messages:
            post.send_message(one)


def sent(stores: Stores, one: EmailMessage) -> bool:
    """Whether the catcher took it: while it is being restarted, nobody listens."""
    try:
        send(stores, one)
    except OSError:
        return False
    return True


def kept(stores: Stores, subject: str) -> list[Path]:
    return [file for file in (stores.maildir / "new").iterdir() if f"Subject: {subject}\n" in file.read_text()]


def test_a_message_is_there_as_soon_as_it_is_accepted(stores: Stores) -> None:
    send(stores, message("At once"))
    [file] = kept(stores, "At once")
    assert "X-Envelope-To: aino@example.org\n" in file.read_text()


def test_a_person_reads_it_as_text(stores: Stores) -> None:
    send(stores, message("Readable"))
    [shown] = [text for text in latest(stores.maildir, 1000) if "Subject: Readable" in text]
    assert "lygten lyser igen: tak for hjælpen." in shown


def test_fifty_at_once_are_fifty(stores: Stores) -> None:
    with ThreadPoolExecutor(10) as senders:
        for sent in [senders.submit(send, stores, *(message("Many") for _ in range(5))) for _ in range(10)]:
            sent.result()
    assert len(kept(stores, "Many")) == 50


def test_what_was_accepted_outlives_a_kill(stores: Stores) -> None:
    send(stores, message("Before the kill"))
    stores.kill("mail")
    wait_until(lambda: sent(stores, message("After the kill")), seconds=SECONDS_TO_RESTART, what="mail is taken again")
    assert len(kept(stores, "Before the kill")) == 1
    assert kept(stores, "After the kill")
