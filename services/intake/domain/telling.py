"""Which events of a case are steps that the reporter reads."""

from datetime import datetime
from functools import partial

from services.intake.domain.story import Step, StepCode
from shared.events.triage import (
    AbortedUnsafe,
    AssignmentRefused,
    CaseClosed,
    CaseEscalated,
    CaseOpened,
    CaseReferredOut,
    CaseReopened,
    CaseResolved,
    CaseRouted,
    CaseTaken,
    CaseWithdrawn,
    HelperInvited,
    HelperOnSite,
    HelperOnWay,
    InvitationAccepted,
    ReportStatus,
    Route,
    TaskCompleted,
    TaskHandedBack,
)


def step_of(happened: object, *, at: datetime, version: int) -> Step | None:
    """What the reporter reads of it; None for what is nobody's business but the people's on the case."""
    match happened:
        case HelperInvited() | InvitationAccepted() | HelperOnWay() | HelperOnSite() | TaskCompleted():
            return _of_helper(happened, at, version)
        case TaskHandedBack() | AssignmentRefused():
            return Step(at=at, version=version, code=StepCode.HELPER_CHANGES)
        case AbortedUnsafe():
            return Step(at=at, version=version, code=StepCode.HELPER_STOPPED)
        case CaseOpened() | CaseRouted() | CaseTaken() | CaseEscalated():
            return _of_team(happened, at, version)
        case CaseResolved() | CaseClosed() | CaseReopened() | CaseReferredOut() | CaseWithdrawn():
            return _of_end(happened, at, version)
        case _:
            return None


def _of_helper(
    happened: HelperInvited | InvitationAccepted | HelperOnWay | HelperOnSite | TaskCompleted,
    at: datetime,
    version: int,
) -> Step:
    step = partial(Step, at=at, version=version)
    match happened:
        case HelperInvited():
            return step(code=StepCode.ASKED, wave=happened.wave, until=happened.expires_at)
        case InvitationAccepted():
            return step(
                code=StepCode.HELPER_ACCEPTED,
                status=ReportStatus.NEIGHBOUR_ON_IT,
                person_id=happened.person_id,
                until=happened.expected_by,
            )
        case HelperOnWay():
            return step(code=StepCode.HELPER_ON_WAY, person_id=happened.person_id)
        case HelperOnSite():
            return step(code=StepCode.HELPER_ON_SITE, person_id=happened.person_id)
        case TaskCompleted():
            return step(code=StepCode.HELPER_DONE, person_id=happened.person_id)


def _of_team(happened: CaseOpened | CaseRouted | CaseTaken | CaseEscalated, at: datetime, version: int) -> Step:
    step = partial(Step, at=at, version=version)
    match happened:
        case CaseOpened():
            return step(code=StepCode.OPENED, status=ReportStatus.IN_TRIAGE, until=happened.deadline_at)
        case CaseRouted():
            asking = happened.route is Route.NEIGHBOURS
            return step(
                code=StepCode.ROUTED,
                status=ReportStatus.ASKING_NEIGHBOURS if asking else ReportStatus.WITH_TEAM,
                team=happened.team,
                route=happened.route,
                until=happened.deadline_at,
            )
        case CaseTaken():
            return step(code=StepCode.TAKEN, person_id=happened.person_id)
        case CaseEscalated():
            return step(
                code=StepCode.ESCALATED, status=ReportStatus.WITH_TEAM, team=happened.team, reason=happened.reason
            )


def _of_end(
    happened: CaseResolved | CaseClosed | CaseReopened | CaseReferredOut | CaseWithdrawn, at: datetime, version: int
) -> Step:
    step = partial(Step, at=at, version=version)
    match happened:
        case CaseResolved():
            return step(
                code=StepCode.RESOLVED,
                status=ReportStatus.DONE_UNCONFIRMED,
                action=happened.action,
                words=happened.words,
                by_helper=happened.by_helper,
                until=happened.answer_by,
            )
        case CaseClosed():
            return step(code=StepCode.CLOSED, status=ReportStatus.CLOSED, reason=happened.reason)
        case CaseReopened():
            return step(code=StepCode.REOPENED, status=ReportStatus.REOPENED, reason=happened.reason)
        case CaseReferredOut():
            return step(code=StepCode.REFERRED_OUT, status=ReportStatus.REFERRED_OUT, words=happened.to)
        case CaseWithdrawn():
            return step(code=StepCode.WITHDRAWN, status=ReportStatus.WITHDRAWN)
