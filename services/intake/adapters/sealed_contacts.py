"""Addresses: spelled in one way, hashed under the key that intake and notify share, and sealed for notify alone."""

from collections.abc import Collection

from services.intake.ports import Contact, ContactKind, Sealed
from shared.contacts import contact_id, mailbox_id, normalise_email, normalise_phone
from shared.sealing import Sealer


class SealedContacts:
    """Passes as `Contacts`."""

    def __init__(self, *, key: bytes, sealer: Sealer, region: str) -> None:
        """key: of the hash. region: ISO 3166, for phone numbers without a country code."""
        self._key = key
        self._sealer = sealer
        self._region = region

    def normalise(self, contact: Contact) -> Contact:
        match contact.kind:
            case ContactKind.EMAIL:
                return Contact(kind=contact.kind, address=normalise_email(contact.address))
            case ContactKind.PHONE:
                return Contact(kind=contact.kind, address=normalise_phone(contact.address, self._region))

    def seal(self, contact: Contact, *, language: str, secret: str, own: Collection[str] = ()) -> Sealed:
        plain = {"kind": contact.kind.value, "address": contact.address, "language": language, "secret": secret}
        known_as = contact_id(self._key, contact.kind.value, contact.address)
        if known_as in own:
            plain["told_by"] = "owner"
        return Sealed(
            contact_id=known_as,
            mailbox_id=mailbox_id(self._key, contact.kind.value, contact.address),
            box=self._sealer.seal(plain),
        )
