"""Mirrors the roles that triage grants, so that they count here too."""

from services.intake.ports import People
from shared.events.event import Received


def project_roles(event: Received, *, people: People) -> None:
    """Twice is once; what is older than what is known changes nothing."""
    people.keep_roles(event.subject, event.state.grants, version=event.state_version)
