"""Sign out everywhere."""

from dataclasses import dataclass

from services.notify.handlers.end_session import EndSession, end_session
from services.notify.ports.people import Sessions
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAllSessions:
    person_id: str


def end_all_sessions(command: EndAllSessions, *, sessions: Sessions, clock: Clock) -> None:
    """Every session that stands, the present one too."""
    for session_id, _ in sessions.of_person(command.person_id, clock.now()):
        end_session(EndSession(person_id=command.person_id, session_id=session_id), sessions=sessions, clock=clock)
