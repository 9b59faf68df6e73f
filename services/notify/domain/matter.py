"""What notify knows of one report and the case that it became: enough to say who is told what, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.events.triage import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeen:
    """A case as triage told of it last. version: of its newest state. heard: of the newest event that was handled.

    told_route, told_team: what the reporter was told last. told_urgent: the team that was told to look now.
    helpers: who has a slot now. helped: who said it is done. left_unsafe: who left because it was not safe.
    over_since: when it ended, while nobody works on it.
    """

    case_id: str
    version: int = 0
    heard: int = 0
    status: str = "open"
    report_status: str = "in_triage"
    is_sensitive: bool = False
    route: Route | None = None
    team: str | None = None
    deadline_at: datetime | None = None
    told_route: Route | None = None
    told_team: str | None = None
    told_urgent: str | None = None
    taken_by: str | None = None
    helpers: Sequence[str] = ()
    helped: Sequence[str] = ()
    left_unsafe: Sequence[str] = ()
    over_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """version, heard: of the report, as for a case. contact_id: None for a report without an address.

    contact_kind: of that address. photos: ids of those that it has. case: None until triage told of one.
    """

    report_id: str
    version: int
    heard: int
    reference: str
    category: str
    language: str
    is_sensitive: bool
    contact_id: str | None = None
    contact_kind: str = "email"
    is_withdrawn: bool = False
    received_at: datetime | None = None
    correlation_id: str = ""
    photos: Sequence[str] = ()
    case: CaseSeen | None = None

    @property
    def is_over(self) -> bool:
        """Nobody works on its case any more."""
        return self.case is not None and self.case.over_since is not None

    @property
    def is_hushed(self) -> bool:
        """Messages about it to the reporter and to staff say that there is news, and nothing else (rule R14).

        Signs of danger and of the floor alone do this: whoever asked for help at their own door must hear who comes.
        """
        return self.is_sensitive or (self.case is not None and self.case.is_sensitive)
