"""Reads the mail catcher's Maildir as it fills, as each recipient's mail program would."""

import email
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from threading import Condition

LINK = re.compile(r"https?://[^\s<>\"')]+")
CODE = re.compile(r"^\s*(\d{3})\s?(\d{3})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message. arrived: Unix seconds, real time, when the catcher had it."""

    to: str
    message_id: str
    subject: str
    text: str
    arrived: float

    @property
    def links(self) -> list[str]:
        return LINK.findall(self.text)

    def link(self, part: str) -> str | None:
        """The first link that holds this part."""
        return next((each for each in self.links if part in each), None)

    @property
    def code(self) -> str | None:
        found = CODE.search(self.text)
        return found[1] + found[2] if found else None


class Mailbox:
    """All recipients' mail. Safe for threads."""

    def __init__(self, maildir: Path) -> None:
        self._maildir = maildir
        self._news = Condition()
        self._sign_ins: dict[str, list[Mail]] = {}
        self.message_ids: Counter[str] = Counter()
        self.first: dict[str, Mail] = {}
        self.awaited = 0
        """How many people wait for a code: no time for the clock to run fast, for codes grow old."""

    def fresh(self) -> Iterator[Mail]:
        """Mails that came since the last call; each is moved from `new` to `cur`, as reading does."""
        (self._maildir / "cur").mkdir(parents=True, exist_ok=True)
        for file in sorted((self._maildir / "new").glob("*")):
            mail = _read(file)
            file.rename(self._maildir / "cur" / f"{file.name}:2,S")
            self._keep(mail)
            yield mail

    def _keep(self, mail: Mail) -> None:
        with self._news:
            self.message_ids[f"{mail.to} {mail.message_id}"] += 1
            self.first.setdefault(mail.to, mail)
            if mail.code:
                self._sign_ins.setdefault(mail.to, []).append(mail)
                self._news.notify_all()

    def sign_in(self, to: str, request: Callable[[], object], *, seconds: float) -> Mail | None:
        """Call `request` and wait for the sign-in mail that it sends."""
        with self._news:
            before = len(self._sign_ins.get(to, ()))
            self.awaited += 1
        try:
            request()
            with self._news:
                came = self._news.wait_for(lambda: len(self._sign_ins.get(to, ())) > before, timeout=seconds)
                return self._sign_ins[to][-1] if came else None
        finally:
            with self._news:
                self.awaited -= 1

    @property
    def repeated(self) -> int:
        """Messages that reached somebody more than once."""
        return sum(count - 1 for count in self.message_ids.values())


def _read(file: Path) -> Mail:
    """By the older of Python's two readers, which takes a tenth of the time for what is looked at here."""
    message = email.message_from_bytes(file.read_bytes())
    return Mail(
        to=str(message["To"]).strip().strip("<>"),
        message_id=str(message["Message-ID"]).strip(),
        subject=str(make_header(decode_header(str(message["Subject"])))),
        text=next((_text(part) for part in message.walk() if part.get_content_type() == "text/plain"), ""),
        arrived=file.stat().st_mtime,
    )


def _text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    return raw.decode(part.get_content_charset("utf-8"), "replace") if isinstance(raw, bytes) else ""
