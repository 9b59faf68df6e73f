"""Mirrors the roles that triage grants, so that they count here too."""

from services.intake.ports import People
from shared.erasure import Ledger
from shared.events.event import Received


def project_roles(event: Received, *, people: People, ledger: Ledger) -> None:
    """Twice is once; what is older than what is known changes nothing."""
    if not ledger.known([event.subject]):
        people.keep_roles(event.subject, event.state.grants, version=event.state_version)
