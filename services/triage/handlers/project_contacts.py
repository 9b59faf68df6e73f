"""Which contacts stand for a person, as notify tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.triage.ports import Contacts
from shared.erasure import Ledger
from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectContacts:
    person_id: PersonId
    version: int
    contact_ids: tuple[str, ...]
    verified: tuple[str, ...] = ()
    opens_from: Mapping[str, datetime] = field(default_factory=dict)


def project_contacts(command: ProjectContacts, *, contacts: Contacts, ledger: Ledger) -> None:
    """contact_ids: verified and unverified alike, for they protect. verified: those that also give access.

    opens_from: as in `PersonState`.
    Older news than is known changes nothing, and whoever was erased does not come back.
    """
    if not ledger.known([command.person_id]):
        contacts.keep(
            command.person_id,
            command.contact_ids,
            version=command.version,
            verified=command.verified,
            opens_from=command.opens_from,
        )
