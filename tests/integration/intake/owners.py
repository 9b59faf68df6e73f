"""Whoever showed that an address is theirs: what notify tells of them, and where they find what they told."""

from flask.testing import FlaskClient

from shared.events.notify import ContactVerified, PersonErased, PersonState
from shared.events.triage_people import Role
from tests.factories.reports import NOW
from tests.factories.reports import told as tells
from tests.integration.intake.office import Office

FILE = "/report/me/data.json"


def verifies(office: Office, person_id: str, contact_id: str, version: int = 1) -> None:
    """Notify tells whose address it is."""
    state = PersonState(contact_ids=[contact_id])
    happened = ContactVerified(contact_id=contact_id)
    office.intake.project_contacts(tells(happened, version=version, state=state, subject=person_id))


def erased(office: Office, contact_id: str) -> None:
    """Notify tells that whoever has this address is."""
    happened = PersonErased(contact_ids=[contact_id])
    office.intake.hear_erasure(tells(happened, state=PersonState(erased=True), subject="ada", at=NOW))


def signed_in(office: Office, person_id: str) -> FlaskClient:
    return office.sign_in(office.client(), Role.HELPER, person_id)
