"""Remembers which addresses are whose, so that people find their reports again."""

from services.intake.ports import People
from shared.events.event import Received


def project_contacts(event: Received, *, people: People) -> None:
    """Only what they showed to be theirs gives access. Twice is once; older news changes nothing."""
    people.keep_contacts(event.subject, event.state.contact_ids, version=event.state_version)
