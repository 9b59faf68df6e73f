"""Reads the mail catcher's Maildir as it fills; waits for a letter by what it says, never by the clock."""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from deploy.local.waiting import wait_until

LINK = re.compile(r"https?://[^\s<>\"')\]]+")
CODE = re.compile(r"^\s*(\d{3})\s?(\d{3})\s*$", re.MULTILINE)
PATIENCE_SECONDS = 30.0


class NoLink(AssertionError):
    """The letter does not hold the link that the reader looks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message. number: counts all letters in the order in which they came. raw: every byte, headers too.

    links: in its text. They are looked for once: whoever waits goes through all letters ten times a second.
    """

    number: int
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    raw: str
    links: tuple[str, ...]

    def link(self, part: str) -> str:
        """The first link that holds this part. Raises: NoLink."""
        for each in self.links:
            if part in each:
                return each
        raise NoLink(f"no {part} in: {self.subject}\n{self.text}")

    def has_link(self, part: str) -> bool:
        return any(part in each for each in self.links)

    @property
    def code(self) -> str | None:
        """Six digits on a line of their own."""
        found = CODE.search(self.text)
        return found[1] + found[2] if found else None

    @property
    def all_words(self) -> str:
        """Whatever a reader or their program can see."""
        return f"{self.subject}\n{self.text}\n{self.html}\n{self.raw}"


class Mailbox:
    """Everybody's mail. For one thread; blocks while it waits."""

    def __init__(self, maildir: Path) -> None:
        self._maildir = maildir
        self._seen: dict[str, Letter] = {}

    @property
    def letters(self) -> list[Letter]:
        """All that came so far, oldest first."""
        files = [file for folder in self._folders() for file in folder.iterdir() if self._is_news(file.name)]
        for file in sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name)):
            self._seen[_unmarked(file.name)] = _read(file, number=len(self._seen) + 1)
        return list(self._seen.values())

    def _folders(self) -> list[Path]:
        return [folder for folder in (self._maildir / "new", self._maildir / "cur") if folder.is_dir()]

    def _is_news(self, name: str) -> bool:
        return _unmarked(name) not in self._seen

    def now(self) -> int:
        """The number of the latest letter: what is waited for afterwards is newer than this."""
        return len(self.letters)

    def to(self, address: str, *, after: int = 0) -> list[Letter]:
        return [each for each in self.letters if each.to == address and each.number > after]

    def about(self, words: str, *, after: int = 0) -> list[Letter]:
        """Letters that say this, such as a reference."""
        return [each for each in self.letters if each.number > after and words in each.subject + each.text]

    def wait_for(self, address: str, *, having: str = "", after: int = 0, seconds: float = PATIENCE_SECONDS) -> Letter:
        """The first letter to this address that holds these words in subject or text.

        Raises: Trouble when none came in time.
        """

        def look() -> Letter | None:
            found = (each for each in self.to(address, after=after) if having in f"{each.subject}\n{each.text}")
            return next(found, None)

        said = "; ".join(each.subject for each in self.to(address, after=after))
        return wait_until(look, seconds=seconds, what=f"{address} gets a letter with “{having}” (at first: {said})")

    def wait_for_code(self, address: str, *, after: int) -> str:
        """The code of the next sign-in letter."""

        def look() -> str | None:
            return next((each.code for each in self.to(address, after=after) if each.code), None)

        return wait_until(look, seconds=PATIENCE_SECONDS, what=f"{address} gets a code")


def _unmarked(name: str) -> str:
    """A file's name without the mark of those who have read it."""
    return name.partition(":")[0]


def _read(file: Path, *, number: int) -> Letter:
    raw = file.read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    text = _body(message, "plain")
    return Letter(
        number=number,
        to=str(message["To"]).strip().rpartition("<")[2].strip("<>"),
        subject=str(message["Subject"]),
        text=text,
        html=_body(message, "html"),
        message_id=str(message["Message-ID"]),
        raw=raw.decode(errors="replace"),
        links=tuple(LINK.findall(text)),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
