"""Remembers the first names of helpers, for the pages of those whom they help."""

from services.intake.ports import People
from shared.erasure import Ledger
from shared.events.event import Received


def project_helper(event: Received, *, people: People, ledger: Ledger) -> None:
    """Twice is once; what is older than what is known changes nothing."""
    if not ledger.known([event.subject]):
        people.keep_name(event.subject, event.state.first_name, version=event.state_version)
