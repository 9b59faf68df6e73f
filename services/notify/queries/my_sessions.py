"""Where somebody is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.ports.people import Sessions
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSession:
    """method: a `SignInMethod`. browser: its family and system; empty where it did not say."""

    session_id: str
    method: str
    browser: str
    started_at: datetime
    expires_at: datetime


def my_sessions(person_id: str, *, sessions: Sessions, clock: Clock) -> Sequence[SeenSession]:
    """Those that stand, the newest first."""
    return [
        SeenSession(
            session_id=session_id,
            method=session.method,
            browser=session.browser,
            started_at=session.started_at,
            expires_at=session.expires_at,
        )
        for session_id, session in sessions.of_person(person_id, clock.now())
        if session.started_at is not None and session.expires_at is not None
    ]
