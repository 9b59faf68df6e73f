"""Answers the newest mail that can be answered, as its reader would: by mail, to the address that it names."""

import email
import email.policy
import smtplib
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path


def answer_newest(maildir: Path, port: int, domain: str, *, text: str, sender: str = "") -> str | None:
    """To whom it went; None where no mail can be answered. sender: whoever got that mail, unless another is wished.

    Raises: smtplib.SMTPException, OSError.
    """
    asked = newest_that_can_be_answered(maildir, domain)
    if asked is None:
        return None
    answer = answer_to(asked, text=text, sender=sender)
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
        line.send_message(answer)
    return str(asked["Reply-To"])


def newest_that_can_be_answered(maildir: Path, domain: str) -> EmailMessage | None:
    """By the names of the files, which are times."""
    files = [file for name in ("new", "cur") for file in (maildir / name).glob("*") if file.is_file()]
    for file in sorted(files, key=lambda each: each.name, reverse=True):
        found = email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=email.policy.default)
        if str(found["Reply-To"] or "").endswith(f"@{domain}"):
            return found
    return None


def answer_to(asked: EmailMessage, *, text: str, sender: str = "") -> EmailMessage:
    """As mail programs make it: above what is quoted."""
    body = asked.get_body(("plain",))
    quoted = "\n".join(f"> {line}" for line in (body.get_content() if body else "").splitlines())
    answer = EmailMessage(policy=email.policy.SMTP)
    answer["From"], answer["To"] = sender or str(asked["To"]), str(asked["Reply-To"])
    answer["Subject"], answer["Message-ID"] = f"Re: {asked['Subject']}", make_msgid(domain="nabo.test")
    answer["In-Reply-To"] = str(asked["Message-ID"])
    answer.set_content(f"{text}\n\nOn {asked['Date']}, {asked['From']} wrote:\n\n{quoted}\n")
    return answer
