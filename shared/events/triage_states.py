"""What triage tells of where a case stands, in its own words and in the resident's."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.events.event import public_state
from shared.events.place import Place


class Route(StrEnum):
    """Who works on it."""

    PROFESSIONAL = "professional"
    NEIGHBOURS = "neighbours"
    BOTH = "both"


class CaseStatus(StrEnum):
    """Where a case stands, in triage's words."""

    OPEN = "open"
    ROUTED = "routed"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    RESOLVED_UNCONFIRMED = "resolved_unconfirmed"
    CLOSED = "closed"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    REFERRED_OUT = "referred_out"
    WITHDRAWN = "withdrawn"
    LINKED = "linked"


class ReportStatus(StrEnum):
    """Where a report stands, in the resident's words."""

    RECEIVED = "received"
    IN_TRIAGE = "in_triage"
    WITH_TEAM = "with_team"
    ASKING_NEIGHBOURS = "asking_neighbours"
    NEIGHBOUR_ON_IT = "neighbour_on_it"
    DONE_UNCONFIRMED = "done_unconfirmed"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    REFERRED_OUT = "referred_out"


class CloseReason(StrEnum):
    """Why a case is closed."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    NO_LONGER_NEEDED = "no_longer_needed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A rough area: fixed for each place, and not centred on it."""

    centre: Place
    radius_m: int


@public_state("triage.case", "triage.invitation", "triage.assignment", "triage.message", "triage.place")
class CaseState:
    """What other services may know of a case's newest state.

    assigned_to: the helper's person_id. expected_by: when the work should be done. sensitive: no message tells of it.
    asked: how many neighbours are asked now. answer_by: until when "is it fixed?" can be answered.
    """

    report_id: str
    reference: str
    category: str
    status: CaseStatus = field(metadata={"by_value": True})
    report_status: ReportStatus = field(metadata={"by_value": True})
    sensitive: bool
    private: bool
    route: Route | None = field(default=None, metadata={"by_value": True})
    team: str | None = None
    reason_codes: list[str] = field(default_factory=list)
    is_urgent: bool = False
    deadline_at: datetime | None = None
    assigned_to: str | None = None
    expected_by: datetime | None = None
    asked: int = 0
    answer_by: datetime | None = None
    close_reason: str | None = None
