"""What triage publishes about cases: everything in one place, for whoever reads it."""

from shared.events.triage_cases import (
    REPORTER,
    TEAM,
    AskingEnded,
    AskingPlanned,
    CaseClosed,
    CaseEscalated,
    CaseOpened,
    CaseReferredOut,
    CaseReopened,
    CaseResolved,
    CaseRouted,
    CaseTaken,
    CaseWithdrawn,
    MessageWritten,
    ReportAttached,
    ReporterHeard,
)
from shared.events.triage_neighbours import (
    AbortedUnsafe,
    AlarmAcknowledged,
    AssignmentOverdue,
    AssignmentRefused,
    HelperInvited,
    HelperOnSite,
    HelperOnWay,
    InvitationAccepted,
    InvitationDeclined,
    InvitationExpired,
    InvitationSeen,
    InvitationStoodDown,
    InvitationWilling,
    InvitationWithdrawn,
    TaskCompleted,
    TaskHandedBack,
)
from shared.events.triage_protection import (
    CaseEmptied,
    CaseProtected,
    FloorLifted,
    FloorLiftFell,
    FloorLiftProposed,
    PersonForgotten,
    PersonNamed,
    PlaceDisclosed,
    ReporterForgotten,
)
from shared.events.triage_states import (
    CaseState,
    CaseStatus,
    Circle,
    CloseReason,
    ReportStatus,
    Route,
)

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
    | AlarmAcknowledged
    | CaseResolved
    | CaseClosed
    | CaseReopened
    | CaseEscalated
    | CaseReferredOut
    | CaseWithdrawn
    | CaseEmptied
    | CaseProtected
    | FloorLiftProposed
    | FloorLiftFell
    | FloorLifted
    | PersonNamed
    | PersonForgotten
    | ReporterForgotten
    | ReporterHeard
    | MessageWritten
    | PlaceDisclosed
)

__all__ = [
    "REPORTER",
    "TEAM",
    "AbortedUnsafe",
    "AlarmAcknowledged",
    "AskingEnded",
    "AskingPlanned",
    "AssignmentOverdue",
    "AssignmentRefused",
    "CaseClosed",
    "CaseEmptied",
    "CaseEscalated",
    "CaseEvent",
    "CaseOpened",
    "CaseProtected",
    "CaseReferredOut",
    "CaseReopened",
    "CaseResolved",
    "CaseRouted",
    "CaseState",
    "CaseStatus",
    "CaseTaken",
    "CaseWithdrawn",
    "Circle",
    "CloseReason",
    "FloorLiftFell",
    "FloorLiftProposed",
    "FloorLifted",
    "HelperInvited",
    "HelperOnSite",
    "HelperOnWay",
    "InvitationAccepted",
    "InvitationDeclined",
    "InvitationExpired",
    "InvitationSeen",
    "InvitationStoodDown",
    "InvitationWilling",
    "InvitationWithdrawn",
    "MessageWritten",
    "PersonForgotten",
    "PersonNamed",
    "PlaceDisclosed",
    "ReportAttached",
    "ReportStatus",
    "ReporterForgotten",
    "ReporterHeard",
    "Route",
    "TaskCompleted",
    "TaskHandedBack",
]
