"""What is known in the moment when something happens to a case, and the notes that follow from it."""

from dataclasses import dataclass

from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.note import Note
from shared.events.triage import CaseState

Notes = tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is known when something happens: the case's public state, and what was remembered before. by: who did it."""

    state: CaseState
    matter: Matter
    seen: CaseSeen
    by: str

    @property
    def reporter(self) -> str | None:
        return self.matter.contact_id

    @property
    def caseworker(self) -> str | None:
        """Who took it, while their team has it."""
        return self.seen.taken_by if self.seen.told_team in {None, self.state.team} else None
