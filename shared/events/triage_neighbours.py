"""What triage publishes about neighbours on a case: asked, assigned, at work."""

from dataclasses import field
from datetime import datetime

from shared.events.event import event
from shared.events.topics import TRIAGE_CASES
from shared.events.triage_states import Circle


@event("triage.helper.invited.v1", topic=TRIAGE_CASES, about="triage.case")
class HelperInvited:
    """One neighbour was asked. task: one sentence in their own language, from the pack, never the resident's words.

    area: rough, or the place itself where it is public. distance_band_m: (from, to). why_me: reason codes.
    turn: their place in the fair order of this wave, 0 being the first. come_at: when to come, where it was said.
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
    come_at: datetime | None = None


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
    """The helper cannot after all. No reason asked. for_good: they help no more at all."""

    person_id: str
    for_good: bool = False


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


@event("triage.case.alarm_acknowledged.v1", topic=None)
class AlarmAcknowledged:
    """A coordinator has seen to the alarm that stood about this helper; what goes on raises it anew."""

    person_id: str


@event("triage.assignment.aborted_unsafe.v1", topic=TRIAGE_CASES)
class AbortedUnsafe:
    """The helper said "unsafe" and stopped; the coordinator hears of it at once."""

    person_id: str
