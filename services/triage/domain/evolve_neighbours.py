"""What each event about a neighbour makes of a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.invitation import Invitation, InvitationStatus
from services.triage.domain.reasons import Ended
from shared.events import triage as happened


def _invited(case: Case, event: happened.HelperInvited) -> Case:
    invitation = Invitation(
        invitation_id=event.invitation_id,
        wave=event.wave,
        turn=event.turn,
        expires_at=event.expires_at,
        task=event.task,
        area=event.area,
        distance_band_m=event.distance_band_m,
        minutes=event.minutes,
        why_me=event.why_me,
        risks=event.risks,
        come_at=event.come_at,
    )
    return replace(case, invitations={**case.invitations, event.person_id: invitation})


def _seen(case: Case, event: happened.InvitationSeen) -> Case:
    return _answered(case, event.person_id, InvitationStatus.SEEN)


def _willing(case: Case, event: happened.InvitationWilling) -> Case:
    return _answered(case, event.person_id, InvitationStatus.WILLING, draw_at=event.draw_at)


def _accepted(case: Case, event: happened.InvitationAccepted) -> Case:
    start_by = event.start_by or event.expected_by
    assignment = Assignment(start_by=start_by, expected_by=event.expected_by, alarm_at=start_by)
    with_slot = replace(case, assignments={**case.assignments, event.person_id: assignment})
    return _answered(with_slot, event.person_id, InvitationStatus.ACCEPTED)


def _declined(case: Case, event: happened.InvitationDeclined) -> Case:
    return _answered(case, event.person_id, InvitationStatus.DECLINED)


def _expired(case: Case, event: happened.InvitationExpired) -> Case:
    return _answered(case, event.person_id, InvitationStatus.EXPIRED)


def _stood_down(case: Case, event: happened.InvitationStoodDown) -> Case:
    return _answered(case, event.person_id, InvitationStatus.STOOD_DOWN)


def _withdrawn(case: Case, event: happened.InvitationWithdrawn) -> Case:
    return _answered(case, event.person_id, InvitationStatus.WITHDRAWN)


def _on_way(case: Case, event: happened.HelperOnWay) -> Case:
    expected_by = event.expected_by or case.assignments[event.person_id].expected_by
    return _works(
        case, event.person_id, status=AssignmentStatus.ON_WAY, expected_by=expected_by, alarm_at=expected_by, alarms=0
    )


def _on_site(case: Case, event: happened.HelperOnSite) -> Case:
    return _works(case, event.person_id, status=AssignmentStatus.ON_SITE)


def _completed(case: Case, event: happened.TaskCompleted) -> Case:
    return _works(case, event.person_id, status=AssignmentStatus.COMPLETED, minutes=event.minutes, alarm_at=None)


def _handed_back(case: Case, event: happened.TaskHandedBack) -> Case:
    return _works(case, event.person_id, status=AssignmentStatus.HANDED_BACK, alarm_at=None)


def _refused(case: Case, event: happened.AssignmentRefused) -> Case:
    status = AssignmentStatus.NO_SHOW if event.reason == Ended.NO_SHOW else AssignmentStatus.REFUSED
    return _works(case, event.person_id, status=status, reason=event.reason, alarm_at=None)


def _overdue(case: Case, event: happened.AssignmentOverdue) -> Case:
    alarms = case.assignments[event.person_id].alarms + 1
    return _works(case, event.person_id, alarms=alarms, alarm_at=event.again_at, is_seen_to=False)


def _aborted(case: Case, event: happened.AbortedUnsafe) -> Case:
    return _works(case, event.person_id, status=AssignmentStatus.ABORTED_UNSAFE, alarm_at=None, is_seen_to=False)


def _seen_to(case: Case, event: happened.AlarmAcknowledged) -> Case:
    return _works(case, event.person_id, is_seen_to=True)


def _answered(case: Case, person_id: str, status: InvitationStatus, *, draw_at: datetime | None = None) -> Case:
    answered = replace(case.invitations[person_id], status=status, draw_at=draw_at)
    return replace(case, invitations={**case.invitations, person_id: answered})


def _works(case: Case, person_id: str, **changes: Any) -> Case:  # noqa: ANN401 the fields of Assignment
    changed = replace(case.assignments[person_id], **changes)
    return replace(case, assignments={**case.assignments, person_id: changed})


STEPS: Mapping[type, Callable[[Case, Any], Case]] = {
    happened.HelperInvited: _invited,
    happened.InvitationSeen: _seen,
    happened.InvitationWilling: _willing,
    happened.InvitationAccepted: _accepted,
    happened.InvitationDeclined: _declined,
    happened.InvitationExpired: _expired,
    happened.InvitationStoodDown: _stood_down,
    happened.InvitationWithdrawn: _withdrawn,
    happened.HelperOnWay: _on_way,
    happened.HelperOnSite: _on_site,
    happened.TaskCompleted: _completed,
    happened.TaskHandedBack: _handed_back,
    happened.AssignmentRefused: _refused,
    happened.AssignmentOverdue: _overdue,
    happened.AbortedUnsafe: _aborted,
    happened.AlarmAcknowledged: _seen_to,
}
