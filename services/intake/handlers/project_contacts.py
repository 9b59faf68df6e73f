"""Remembers which addresses are whose, so that people find their reports again."""

from services.intake.ports import People
from shared.erasure import Ledger
from shared.events.event import Received


def project_contacts(event: Received, *, people: People, ledger: Ledger) -> None:
    """Only what they showed to be theirs gives access. Twice is once; older news changes nothing."""
    if not ledger.known([event.subject]):
        state = event.state
        people.keep_contacts(event.subject, state.contact_ids, opens_from=state.opens_from, version=event.state_version)
