"""Somebody as they stand: what they are called, how they want to be reached, and their addresses."""

from dataclasses import dataclass, field
from datetime import datetime

from services.notify.domain.holding import Hold, opens_from
from services.notify.domain.preferences import AS_USUAL, Preferences
from services.notify.domain.reaching import reached_at
from services.notify.domain.sending import EMAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One address. box: sealed; it is opened only where a message is sent, or where its owner looks at it.

    mailbox_id: where its mail ends up, if it was looked at. hold: since when it is theirs, if that is known.
    """

    kind: str
    box: str
    mailbox_id: str | None = None
    is_verified: bool = False
    hold: Hold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """contacts: by contact_id, the oldest first. written_to: the one that they chose; empty before they did.

    removed: keyed hashes of addresses that were theirs, and of where their mail ended up.
    """

    name: str = ""
    language: str = ""
    contacts: dict[str, Contact] = field(default_factory=dict)
    written_to: str = ""
    removed: list[str] = field(default_factory=list)
    preferences: Preferences = AS_USUAL
    is_demo: bool = False
    is_erased: bool = False

    @property
    def is_registered(self) -> bool:
        return bool(self.language)

    @property
    def verified(self) -> dict[str, Contact]:
        return {contact_id: contact for contact_id, contact in self.contacts.items() if contact.is_verified}

    @property
    def mailboxes(self) -> dict[str, Contact]:
        """Those by which what was told earlier is theirs, too: a number may have been somebody else's then."""
        return {contact_id: contact for contact_id, contact in self.verified.items() if contact.kind == EMAIL}

    @property
    def opens_from(self) -> dict[str, datetime]:
        """By contact_id, of their mailboxes: from when on what was told with it is theirs to see."""
        return opens_from({contact_id: contact.hold for contact_id, contact in self.mailboxes.items()})

    @property
    def known_from(self) -> datetime | None:
        """From when on what was told to themselves is theirs; None for all of it, while one address is unbroken."""
        since = self.opens_from
        return min(since.values()) if since and len(since) == len(self.mailboxes) else None

    @property
    def reached_at(self) -> str | None:
        """The contact_id of the address that is written to, as `reaching.reached_at` finds it."""
        return reached_at({name: each.kind for name, each in self.verified.items()}, self.written_to)

    def may_lose(self, contact_id: str) -> bool:
        """Not the last address at which they are reached, nor the last one with which they can sign in."""
        left = {name: each for name, each in self.verified.items() if name != contact_id}
        lost = self.verified.get(contact_id)
        signs_in = any(each.kind == EMAIL for each in left.values())
        return lost is None or (bool(left) and (signs_in or lost.kind != EMAIL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as it came: its keyed hash, `email` or `phone`, and the sealed box. mailbox_id: as in `Contact`."""

    contact_id: str
    kind: str
    box: str
    mailbox_id: str | None = None


NOBODY = Person()
