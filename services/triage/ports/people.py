"""Who stands behind an address, and whose sign-in ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol


class Contacts(Protocol):
    """Who stands behind which contact, as notify told it."""

    def people_of(self, contact_id: str) -> frozenset[str]:
        """Person ids, unverified links included: what protects counts both (design, people)."""

    def knows(self, person_id: str) -> bool:
        """Whether notify ever told of this person."""

    def keep(
        self,
        person_id: str,
        contact_ids: Sequence[str],
        *,
        version: int,
        verified: Sequence[str] = (),
        opens_from: Mapping[str, datetime] | None = None,
    ) -> None:
        """Remember the person's contacts, unless something newer is known. verified: those that give access.

        opens_from: from when on, where they do not open all that came with them.
        """


class ContactsToRead(Protocol):
    """For questions: whose addresses are whose."""

    def verified_of(self, person_id: str) -> Sequence[str]:
        """Addresses that they showed to be theirs."""

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        """By contact_id, where not all that came with it is theirs to see."""


class AllContacts(Contacts, ContactsToRead, Protocol):
    """Contacts, to keep and to ask for."""


class Sessions(Protocol):
    """Sign-ins that ended before their time."""

    def revoke(self, session_id: str, person_id: str, at: datetime) -> None:
        """Revoking twice is revoking once."""

    def is_revoked(self, session_id: str) -> bool: ...
