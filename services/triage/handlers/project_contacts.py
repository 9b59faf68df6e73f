"""Which contacts stand for a person, as notify tells it."""

from dataclasses import dataclass

from services.triage.ports import Contacts
from shared.erasure import Ledger
from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectContacts:
    person_id: PersonId
    version: int
    contact_ids: tuple[str, ...]
    verified: tuple[str, ...] = ()


def project_contacts(command: ProjectContacts, *, contacts: Contacts, ledger: Ledger) -> None:
    """contact_ids: verified and unverified alike, for they protect. verified: those that also give access.

    Older news than is known changes nothing, and whoever was erased does not come back.
    """
    if not ledger.known([command.person_id]):
        contacts.keep(command.person_id, command.contact_ids, version=command.version, verified=command.verified)
