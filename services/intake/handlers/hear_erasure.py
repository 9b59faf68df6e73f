"""Somebody wants to be forgotten: write down who, so that it is done, and stays done."""

from shared.erasure import Ledger, of_person
from shared.events.event import Received


def hear_erasure(event: Received, *, ledger: Ledger) -> None:
    """Twice is once. What there is of them goes by the ledger (`handlers/forget.py`)."""
    ledger.add(of_person(event.subject, event.happened.contact_ids, event.recorded.at))
