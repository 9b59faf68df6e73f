"""Who is told what when something happens between a case and the neighbours who help with it."""

from dataclasses import replace

from services.notify.domain.delivery import Priority
from services.notify.domain.note import Note, to_caseworkers, to_coordinators, to_helper, to_reporter
from services.notify.domain.preferences import INVITED
from services.notify.domain.scene import Notes, Scene
from shared.events import triage
from shared.events.triage import TEAM, Route

REVOKED = "revoked"
LEFT_ALONE = frozenset({REVOKED, "no_show", "claim_lapsed", "named_in_case"})
"""Reasons for taking a task from a helper of which the reporter would hear nothing otherwise (rule R7)."""

NOT_NEEDED = frozenset({"no_longer_needed", "withdrawn_by_reporter"})
"""Reasons after which nobody takes over; the helper hears no other of them (rules R9 and R10)."""


def invited(event: triage.HelperInvited, _scene: Scene) -> Notes:
    note = to_helper(
        event.person_id,
        INVITED,
        invitation_id=event.invitation_id,
        task=event.task,
        distance_band_m=list(event.distance_band_m),
        minutes=event.minutes,
        why_me=list(event.why_me),
        risks=list(event.risks),
        answer_by=event.expires_at,
        **({"come_at": event.come_at} if event.come_at else {}),
    )
    return (replace(note, priority=Priority.ASKED, expires_at=event.expires_at),)


def accepted(event: triage.InvitationAccepted, scene: Scene) -> Notes:
    return (
        to_reporter(scene.reporter, "accepted", helper=event.person_id, expected_by=event.expected_by),
        to_helper(event.person_id, "accepted", helper=event.person_id, expected_by=event.expected_by),
    )


def stood_down(event: triage.InvitationStoodDown, _scene: Scene) -> Notes:
    return (to_helper(event.person_id, "stood_down", reason=event.reason),)


def no_longer_asked(event: triage.InvitationWithdrawn, _scene: Scene) -> Notes:
    return (to_helper(event.person_id, "no_longer_asked"),)


def handed_back(event: triage.TaskHandedBack, scene: Scene) -> Notes:
    """Who it was is nobody's business (rule R10), but for whoever looks after those who help and thought they would."""
    stopped = (to_coordinators("stopped_helping", helper=event.person_id),) if event.for_good else ()
    return (*_somebody_else(scene), *stopped)


def _somebody_else(scene: Scene) -> Notes:
    """Where the team has it now, the decision that follows says so."""
    if scene.state.route is Route.PROFESSIONAL:
        return ()
    return (to_reporter(scene.reporter, "handed_back"),)


def refused(event: triage.AssignmentRefused, scene: Scene) -> Notes:
    helper = (to_helper(event.person_id, "refused", is_needed=event.reason not in NOT_NEEDED),)
    reporter = _somebody_else(scene) if event.reason in LEFT_ALONE else ()
    coordinators = (to_coordinators("revoked", helper=event.person_id),) if event.reason == REVOKED else ()
    return (*helper, *reporter, *coordinators)


def overdue(event: triage.AssignmentOverdue, scene: Scene) -> Notes:
    by = scene.state.expected_by
    return (
        to_helper(event.person_id, "overdue", helper=event.person_id, expected_by=by),
        to_coordinators("overdue", helper=event.person_id, expected_by=by),
    )


def unsafe(event: triage.AbortedUnsafe, _scene: Scene) -> Notes:
    return (_alarm("unsafe", event.person_id),)


def answered_after_unsafe(event: triage.MessageWritten, scene: Scene) -> Notes:
    """The alarm stands again, and whoever asked how they are waits to hear (rule R8)."""
    is_theirs = event.to == TEAM and scene.by in scene.seen.left_unsafe
    return (_alarm("answered_after_unsafe", scene.by),) if is_theirs else ()


def _alarm(message: str, helper: str) -> Note:
    """Somebody must look now: where no coordinator can be reached, all who work for the team."""
    coordinators = to_coordinators(message, priority=Priority.SAFETY, helper=helper)
    caseworkers = to_caseworkers(message, priority=Priority.SAFETY, helper=helper)
    return replace(coordinators, otherwise=caseworkers)
