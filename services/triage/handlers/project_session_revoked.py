"""A sign-in has ended."""

from dataclasses import dataclass
from datetime import datetime

from services.triage.ports import Sessions
from shared.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSessionRevoked:
    session_id: str
    person_id: PersonId
    at: datetime


def project_session_revoked(command: ProjectSessionRevoked, *, sessions: Sessions) -> None:
    """From the next request on the session opens nothing here."""
    sessions.revoke(command.session_id, command.person_id, command.at)
