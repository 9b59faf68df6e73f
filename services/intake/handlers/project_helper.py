"""Remembers the first names of helpers, for the pages of those whom they help."""

from services.intake.ports import People
from shared.events.event import Received


def project_helper(event: Received, *, people: People) -> None:
    """Twice is once; what is older than what is known changes nothing."""
    people.keep_name(event.subject, event.state.first_name, version=event.state_version)
