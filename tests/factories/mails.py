"""Mails as people's programs write them."""

from email.message import EmailMessage
from email.policy import SMTP

TO = "reply+" + "a" * 48 + "@replies.nabo.test"
ADA = "ada@nabo.example"


def mail(text: str = "The second lamp.", *, html: str | None = None, **headers: str) -> EmailMessage:
    """headers: with `_` for `-`; one that is empty is left out."""
    made = EmailMessage(policy=SMTP)
    told = {"From": f"Ada <{ADA}>", "To": TO, "Subject": "Re: Lamp (N-7K3M-Q9WY-4)", "Message-ID": "<m1@nabo.example>"}
    for name, value in {**told, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        if value:
            made[name] = value
    made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def with_picture(made: EmailMessage, *, disposition: str = "attachment", cid: str | None = None) -> EmailMessage:
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="p.png", disposition=disposition, cid=cid)
    return made


def nested(depth: int) -> bytes:
    """Parts in parts."""
    head = f"From: {ADA}\nTo: {TO}\nMessage-ID: <n>\n"
    begins = (f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(depth))
    return f"{head}{''.join(begins)}\ndeep\n".encode()


def raw(body: bytes, kind: str = "text/plain", *more: str) -> bytes:
    """As it comes over the wire. more: further headers."""
    head = (f"From: {ADA}", f"To: {TO}", f"Content-Type: {kind}", *more)
    return "\r\n".join([*head, "", ""]).encode() + body


def with_head(line: str) -> bytes:
    """A mail to us with one header more."""
    return f"{line}\r\nTo: {TO}\r\n\r\nx".encode()
