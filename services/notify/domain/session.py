"""One sign-in that stands: who, since when, in which browser, and whether it was ended before its time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from shared.events.notify_sign_ins import SessionRevoked, SessionStarted, SessionState

SessionEvent = SessionStarted | SessionRevoked

LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """browser: its family and system, such as `Firefox, Linux`; empty where it did not say."""

    person_id: str = ""
    method: str = ""
    browser: str = ""
    started_at: datetime | None = None
    expires_at: datetime | None = None
    is_revoked: bool = False

    def stands_at(self, at: datetime) -> bool:
        return not self.is_revoked and self.expires_at is not None and at < self.expires_at


NO_SESSION = Session()


def start(person_id: str, *, method: str, browser: str, at: datetime) -> tuple[SessionEvent, ...]:
    """Somebody signed in."""
    return (SessionStarted(person_id=person_id, method=method, browser=browser, expires_at=at + LASTS),)


def end(session: Session, session_id: str, *, at: datetime) -> tuple[SessionEvent, ...]:
    """It stands no longer. One that is over anyway needs no word about it."""
    if not session.stands_at(at):
        return ()
    return (SessionRevoked(session_id=session_id, person_id=session.person_id),)


def evolve(session: Session, event: SessionEvent) -> Session:
    match event:
        case SessionStarted():
            return Session(
                person_id=event.person_id,
                method=event.method,
                browser=event.browser,
                started_at=event.expires_at - LASTS,
                expires_at=event.expires_at,
            )
        case SessionRevoked():
            return replace(session, is_revoked=True)
        case _:
            assert_never(event)


def public(session: Session) -> SessionState:
    """What other services may know."""
    return SessionState(revoked=session.is_revoked)
