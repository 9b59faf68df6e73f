"""Remembers sign-ins that ended before their time."""

from services.intake.ports import People
from shared.events.event import Received
from shared.events.notify_sign_ins import SessionRevoked


def project_session_revoked(event: Received, *, people: People) -> None:
    """Twice is once."""
    if isinstance(event.happened, SessionRevoked):
        people.revoke_session(event.happened.session_id, event.recorded.at)
