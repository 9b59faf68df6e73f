"""Prints the latest messages of the mail catcher as a person would read them."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path


def latest(maildir: Path, count: int) -> list[str]:
    """The `count` newest messages, oldest first: who, what, and the plain text."""
    files = [file for name in ("new", "cur") for file in (maildir / name).glob("*") if file.is_file()]
    newest = sorted(files, key=lambda file: file.name)[-count:]
    return [_readable(file) for file in newest]


def _readable(file: Path) -> str:
    with file.open("rb") as source:
        message = email.message_from_binary_file(source, _class=EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    heads = [f"{name + ':':<9}{message[name]}" for name in ("To", "Subject", "Date") if message[name]]
    return "\n".join([*heads, "", text.strip(), ""])
