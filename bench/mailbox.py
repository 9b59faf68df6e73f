"""When each reporter's first mail was in the mail catcher's hands."""

from collections.abc import Collection, Mapping
from pathlib import Path

from deploy.local.waiting import wait_until

_TO = b"X-Envelope-To: "
_HEAD_BYTES = 1000


class Mailbox:
    """Reads a Maildir's `new`, each file once."""

    def __init__(self, maildir: Path) -> None:
        self._new = maildir / "new"
        self._seen: set[str] = set()
        self._first: dict[str, float] = {}

    def first(self) -> Mapping[str, float]:
        """Unix seconds of everybody's first mail so far, by address."""
        for file in sorted(self._new.iterdir()):
            if file.name not in self._seen:
                self._seen.add(file.name)
                self._note(file)
        return self._first

    def wait_for(self, addresses: Collection[str], *, seconds: float) -> Mapping[str, float]:
        """The same, when each of these has one. Raises: Trouble."""
        wait_until(lambda: set(addresses) <= self.first().keys(), seconds=seconds, what="everybody has their mail")
        return {address: self._first[address] for address in addresses}

    def _note(self, file: Path) -> None:
        arrived = file.stat().st_mtime
        with file.open("rb") as opened:
            head = opened.read(_HEAD_BYTES)
        to = next((line.removeprefix(_TO) for line in head.splitlines() if line.startswith(_TO)), b"")
        for address in to.decode().split(", "):
            self._first[address] = min(arrived, self._first.get(address, arrived))
