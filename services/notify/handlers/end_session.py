"""End a sign-in before its time: at once here, and within a second everywhere else."""

from dataclasses import dataclass

from services.notify.domain import session as a_session
from services.notify.ports.people import Sessions
from shared.clock import Clock
from shared.errors import NotFound
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSession:
    person_id: str
    session_id: str


def end_session(command: EndSession, *, sessions: Sessions, clock: Clock, missing_is_fine: bool = False) -> None:
    """Raises: NotFound for a session that is not theirs, unless that is fine."""

    def attempt() -> None:
        found = sessions.find(command.session_id)
        if found.state.person_id != command.person_id:
            if missing_is_fine:
                return
            raise NotFound(command.session_id)
        events = a_session.end(found.state, found.id, at=clock.now())
        sessions.append(found, events, by=command.person_id)

    decide_again(attempt)
