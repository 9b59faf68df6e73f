"""Addresses that people leave with a report."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.ids import ContactId


class ContactKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An address as it was typed, or normalised."""

    kind: ContactKind
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What may leave the page's request: keyed hashes of an address, and a box that only notify can open.

    mailbox_id: the same for all addresses that lead to one mailbox.
    """

    contact_id: ContactId
    mailbox_id: ContactId
    box: str


class Contacts(Protocol):
    """Blocks on nothing."""

    def normalise(self, contact: Contact) -> Contact:
        """Raises: shared.contacts.ForeignLetters, ServiceNumber; other ValueErrors if it is no address of its kind."""

    def seal(self, contact: Contact, *, language: str, secret: str, own: Collection[str] = ()) -> Sealed:
        """Takes a normalised one. secret: of the personal page.

        own: contact_ids that whoever told it has shown to be theirs. Whether this is one, notify alone reads.
        """
