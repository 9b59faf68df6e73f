"""What triage publishes about cases."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.events.event import event, public_state, words
from shared.events.intake import Consent
from shared.events.place import Place
from shared.events.topics import TRIAGE_CASES


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


@event("triage.case.opened.v1", topic=TRIAGE_CASES)
class CaseOpened:
    """A report became a case. The report's words and place stand in triage's own copy, not here."""

    report_id: str
    reference: str
    category: str
    deadline_at: datetime
    opened_at: datetime | None = None


@event("triage.case.report_attached.v1", topic=None)
class ReportAttached:
    """What triage needs to know of the report. `version`: the report's. `contact_id`: the reporter's, for rule R9."""

    report_id: str
    version: int
    category: str
    language: str
    channel: str
    at_home: bool
    private: bool
    consent: Consent
    reported_at: datetime
    text: str = words(default="")
    place: Place | None = words(default=None)
    address: str | None = words(default=None)
    answers: dict[str, str] = words(default_factory=dict)
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    contact_id: str | None = None


@event("triage.case.routed.v1", topic=TRIAGE_CASES)
class CaseRouted:
    """A Decision. `policy`: content hash of the rules. `facts`: what it was decided on. `rejected`: why not others.

    `slots`: how many neighbours it takes, where neighbours take part.
    """

    decision_id: str
    route: Route = field(metadata={"by_value": True})
    team: str
    reason_codes: list[str]
    policy: str
    rule: str
    is_urgent: bool
    deadline_at: datetime
    slots: int = 1
    facts: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)


@event("triage.case.asking_planned.v1", topic=None)
class AskingPlanned:
    """When the next wave of neighbours is asked. wave: the last one asked, 0 before the first. asked: how many it had.

    ends_at: asking is over by then, whatever happens (rule R12).
    """

    wave: int
    next_at: datetime
    ends_at: datetime
    asked: int = 0


@event("triage.case.asking_ended.v1", topic=None)
class AskingEnded:
    """No more neighbours are asked: those who said yes are enough, or as many as there will be."""


@event("triage.case.taken.v1", topic=TRIAGE_CASES)
class CaseTaken:
    """A caseworker took it upon themselves."""

    person_id: str


@event("triage.helper.invited.v1", topic=TRIAGE_CASES, about="triage.case")
class HelperInvited:
    """One neighbour was asked. task: one sentence in their own language, from the pack, never the resident's words.

    area: rough, or the place itself where it is public. distance_band_m: (from, to). why_me: reason codes.
    turn: their place in the fair order of this wave, 0 being the first.
    """

    invitation_id: str
    person_id: str
    wave: int
    expires_at: datetime
    task: str
    area: Circle
    distance_band_m: list[int]
    minutes: int
    why_me: list[str]
    risks: list[str] = field(default_factory=list)
    turn: int = 0


@event("triage.invitation.seen.v1", topic=None)
class InvitationSeen:
    """The helper has read it."""

    person_id: str


@event("triage.invitation.willing.v1", topic=None)
class InvitationWilling:
    """They said yes within the draw window; at `draw_at` the slot is drawn by fair turn."""

    person_id: str
    draw_at: datetime


@event("triage.invitation.accepted.v1", topic=TRIAGE_CASES)
class InvitationAccepted:
    """The helper has the slot; they are expected to set out by `start_by`, and the work to end by `expected_by`."""

    person_id: str
    expected_by: datetime
    start_by: datetime | None = None


@event("triage.invitation.declined.v1", topic=TRIAGE_CASES)
class InvitationDeclined:
    """No, thank you. It costs nothing."""

    person_id: str


@event("triage.invitation.expired.v1", topic=TRIAGE_CASES)
class InvitationExpired:
    """No answer in time. It costs nothing."""

    person_id: str


@event("triage.invitation.stood_down.v1", topic=TRIAGE_CASES)
class InvitationStoodDown:
    """Somebody else has said yes, or it is not needed any more. `reason` is a code."""

    person_id: str
    reason: str


@event("triage.invitation.withdrawn.v1", topic=TRIAGE_CASES)
class InvitationWithdrawn:
    """They may not be asked any more (vetting revoked, protection raised, blocked). `reason` is a code."""

    person_id: str
    reason: str


@event("triage.assignment.on_way.v1", topic=TRIAGE_CASES)
class HelperOnWay:
    """The helper has set out; the work is now expected to end by `expected_by`."""

    person_id: str
    expected_by: datetime | None = None


@event("triage.assignment.on_site.v1", topic=TRIAGE_CASES)
class HelperOnSite:
    """The helper is there."""

    person_id: str


@event("triage.assignment.completed.v1", topic=TRIAGE_CASES)
class TaskCompleted:
    """The helper says it is done. `minutes`: the time given, for the hours' book."""

    person_id: str
    minutes: int | None = None


@event("triage.assignment.handed_back.v1", topic=TRIAGE_CASES)
class TaskHandedBack:
    """The helper cannot after all. No reason asked."""

    person_id: str


@event("triage.assignment.refused.v1", topic=TRIAGE_CASES)
class AssignmentRefused:
    """Taken from the helper: the resident wants another, vetting was revoked, or protection raised. `reason`: code."""

    person_id: str
    reason: str


@event("triage.assignment.overdue.v1", topic=TRIAGE_CASES)
class AssignmentOverdue:
    """The expected end has passed: the helper is reminded, the coordinator alarmed, at `again_at` once more."""

    person_id: str
    again_at: datetime | None = None


@event("triage.assignment.aborted_unsafe.v1", topic=TRIAGE_CASES)
class AbortedUnsafe:
    """The helper said "unsafe" and stopped; the coordinator hears of it at once."""

    person_id: str


@event("triage.case.resolved.v1", topic=TRIAGE_CASES)
class CaseResolved:
    """It is said to be done. `action`: a code of the pack; `by_helper`: by a neighbour. answer_by: ask until then."""

    action: str
    answer_by: datetime
    words: str = words(default="")
    by_helper: bool = False


@event("triage.case.closed.v1", topic=TRIAGE_CASES)
class CaseClosed:
    """It is over."""

    reason: CloseReason = field(metadata={"by_value": True})


@event("triage.case.reopened.v1", topic=TRIAGE_CASES)
class CaseReopened:
    """It is not over. `reason` is a code; the reporter's own words stand in triage's copy."""

    reason: str


@event("triage.case.escalated.v1", topic=TRIAGE_CASES)
class CaseEscalated:
    """The professional deadline has passed, or somebody raised it. `reason` is a code."""

    reason: str
    team: str


@event("triage.case.referred_out.v1", topic=TRIAGE_CASES)
class CaseReferredOut:
    """Another body deals with it."""

    to: str


@event("triage.case.withdrawn.v1", topic=TRIAGE_CASES)
class CaseWithdrawn:
    """The reporter took it back; where there was a danger or floor sign it stays open for professionals alone."""

    stays_open: bool


@event("triage.case.protected.v1", topic=TRIAGE_CASES)
class CaseProtected:
    """More signs were noticed, by a person or a rule; protection only ever rises."""

    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)


@event("triage.case.floor_lift_proposed.v1", topic=None)
class FloorLiftProposed:
    """The safeguarding lead or a professional thinks the floor may be lifted; alone nobody can."""

    person_id: str
    reason: str = words(default="")
    as_lead: bool = False


@event("triage.case.floor_lifted.v1", topic=TRIAGE_CASES)
class FloorLifted:
    """The safeguarding lead and a second professional lifted it together."""

    lead: str
    second: str


@event("triage.case.person_named.v1", topic=None)
class PersonNamed:
    """Staff marked somebody as named in the case: they are never asked to help on it."""

    person_id: str


@event("triage.case.reporter_heard.v1", topic=None)
class ReporterHeard:
    """What the reporter did reached the case; `version` is the report's, `at` when they did it.

    text: what they wrote to us. report_text: the report itself in other words, None where they left it as it was.
    """

    version: int
    at: datetime | None = None
    text: str = words(default="")
    report_text: str | None = words(default=None)


@event("triage.message.written.v1", topic=TRIAGE_CASES)
class MessageWritten:
    """Somebody on the case wrote. to: `reporter`, `team`, or a person_id. written_by: a person_id."""

    to: str
    written_by: str | None = None
    at: datetime | None = None
    text: str = words(default="")


@event("triage.place.disclosed.v1", topic=TRIAGE_CASES)
class PlaceDisclosed:
    """A protected fact is shown to one person; written first. what: codes such as place, words, contact. why: code."""

    to: str
    what: list[str]
    why: str


CaseEvent = (
    CaseOpened
    | ReportAttached
    | CaseRouted
    | AskingPlanned
    | AskingEnded
    | CaseTaken
    | HelperInvited
    | InvitationSeen
    | InvitationWilling
    | InvitationAccepted
    | InvitationDeclined
    | InvitationExpired
    | InvitationStoodDown
    | InvitationWithdrawn
    | HelperOnWay
    | HelperOnSite
    | TaskCompleted
    | TaskHandedBack
    | AssignmentRefused
    | AssignmentOverdue
    | AbortedUnsafe
    | CaseResolved
    | CaseClosed
    | CaseReopened
    | CaseEscalated
    | CaseReferredOut
    | CaseWithdrawn
    | CaseProtected
    | FloorLiftProposed
    | FloorLifted
    | PersonNamed
    | ReporterHeard
    | MessageWritten
    | PlaceDisclosed
)
