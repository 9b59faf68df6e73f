"""Whose mailbox is behind a sealed address, as a keyed hash: opened for this in memory, and kept nowhere."""

from collections.abc import Mapping

from shared.contacts import mailbox_id
from shared.ids import ContactId
from shared.sealing import Opener, Unreadable


class SealedMailboxes:
    """Behind `ports.people.Mailboxes`. key: of the hash, intake's too."""

    def __init__(self, key: bytes, opens: Opener) -> None:
        self._key = key
        self._opens = opens

    def behind(self, box: str) -> ContactId | None:
        plain = self._content(box)
        return mailbox_id(self._key, plain["kind"], plain["address"]) if plain else None

    def kind(self, box: str) -> str | None:
        plain = self._content(box)
        return plain["kind"] if plain else None

    def _content(self, box: str) -> Mapping[str, str] | None:
        try:
            return self._opens.open(box)
        except Unreadable:
            return None
