"""What notify remembers of a case after each thing that happened to it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from services.notify.domain.matter import CaseSeen
from shared.events import triage
from shared.events.triage import CaseState, CaseStatus, Route

_OVER = frozenset({CaseStatus.CLOSED, CaseStatus.LINKED, CaseStatus.REFERRED_OUT})

MAY_BE_OVER = _OVER | {CaseStatus.WITHDRAWN}
"""Nobody works on a case of another status; see `is_over`."""

TOLD_BY_WHAT_FOLLOWS: frozenset[type] = frozenset(
    {
        triage.CaseOpened,
        triage.InvitationDeclined,
        triage.InvitationExpired,
        triage.HelperOnWay,
        triage.HelperOnSite,
        triage.PlaceDisclosed,
    }
)
"""Nobody is told of these, and nothing need be remembered: the case's next event brings its state."""

LEAVES_NO_TRACE: frozenset[type] = frozenset(
    {triage.HelperInvited, triage.InvitationStoodDown, triage.InvitationWithdrawn}
)
"""One neighbour is told of these, whatever else is known; the delivery's id alone keeps it from being told twice."""


def makes_urgent(event: triage.CaseRouted) -> bool:
    """Somebody of the team must look at once; while neighbours alone have it, nobody of the team need."""
    return event.is_urgent and event.route is not Route.NEIGHBOURS


def seen_after(seen: CaseSeen, happened: object, *, version: int, state: CaseState, state_version: int) -> CaseSeen:
    """version: of the event. The state may be newer than the event, and older than what is known already."""
    return replace(_mirrored(_reacted(seen, happened, state), state, state_version), heard=version)


def over_since(before: CaseSeen, after: CaseSeen, at: datetime) -> datetime | None:
    """When it ended; None while somebody works on it. at: of the event between the two."""
    return (before.over_since or at) if is_over(after) else None


def is_over(seen: CaseSeen) -> bool:
    """What was taken back and bears a sign goes on for professionals until they close it (rule R14)."""
    return seen.status in _OVER or (seen.status == CaseStatus.WITHDRAWN and not seen.is_sensitive)


def _mirrored(seen: CaseSeen, state: CaseState, version: int) -> CaseSeen:
    if version < seen.version:
        return seen
    return replace(
        seen,
        version=version,
        status=state.status.value,
        report_status=state.report_status.value,
        is_sensitive=state.sensitive,
        route=state.route,
        team=state.team,
        deadline_at=state.deadline_at,
    )


def _reacted(seen: CaseSeen, happened: object, state: CaseState) -> CaseSeen:  # noqa: C901, PLR0911 -- one for each kind
    """What must be remembered of single events, because no state tells it."""
    match happened:
        case triage.CaseRouted():
            told_urgent = happened.team if makes_urgent(happened) else seen.told_urgent
            return replace(_with(happened.team, seen), told_route=happened.route, told_urgent=told_urgent)
        case triage.CaseTaken():
            return replace(seen, taken_by=happened.person_id)
        case triage.InvitationAccepted():
            return replace(seen, helpers=(*_others(seen, happened.person_id), happened.person_id))
        case triage.TaskCompleted():
            helped = (*(each for each in seen.helped if each != happened.person_id), happened.person_id)
            return replace(seen, helpers=_others(seen, happened.person_id), helped=helped)
        case triage.TaskHandedBack() | triage.AssignmentRefused():
            return replace(seen, helpers=_others(seen, happened.person_id))
        case triage.AbortedUnsafe():
            left = (*seen.left_unsafe, happened.person_id)
            return replace(seen, helpers=_others(seen, happened.person_id), left_unsafe=left)
        case triage.PersonForgotten():
            return _without(seen, happened.person_ids)
        case triage.CaseReopened():
            return replace(_with(state.team, seen), helped=(), told_route=state.route, told_urgent=None)
        case triage.CaseEscalated():
            return _with(happened.team, seen)
        case _:
            return seen


def _with(team: str | None, seen: CaseSeen) -> CaseSeen:
    """Whoever took it had taken it for the team that had it."""
    return replace(seen, told_team=team, taken_by=seen.taken_by if seen.told_team in {None, team} else None)


def _without(seen: CaseSeen, person_ids: Collection[str]) -> CaseSeen:
    def stay(some: Sequence[str]) -> tuple[str, ...]:
        return tuple(each for each in some if each not in person_ids)

    return replace(seen, helpers=stay(seen.helpers), helped=stay(seen.helped), left_unsafe=stay(seen.left_unsafe))


def _others(seen: CaseSeen, person_id: str) -> tuple[str, ...]:
    return tuple(each for each in seen.helpers if each != person_id)
