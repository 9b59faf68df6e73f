"""Who is told what when something happens to a case: the table of it all. Neighbours have a page of their own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.notify.domain import telling_of_neighbours
from services.notify.domain.delivery import Audience, Priority
from services.notify.domain.mail_reply import ASKED_AFTER
from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.note import to_caseworker, to_caseworkers, to_coordinators, to_helper, to_reporter
from services.notify.domain.scene import Notes, Scene
from services.notify.domain.seeing import is_over, makes_urgent
from services.notify.domain.telling_of_teams import another_has_it
from shared.events import triage
from shared.events.triage import REPORTER, TEAM, CaseStatus, CloseReason, ReportStatus, Route

Tell = Callable[[Any, Scene], Notes]


def notes_for(happened: object, scene: Scene) -> Notes:
    """Everybody who is to be told. Nothing reaches the reporter once they took the report back (rule R14)."""
    tell = TELL.get(type(happened))
    if tell is None:
        return ()
    is_silenced = scene.matter.is_withdrawn or scene.state.report_status is ReportStatus.WITHDRAWN
    notes = (*tell(happened, scene), *another_has_it(happened, scene))
    return tuple(note for note in notes if not (is_silenced and note.audience is Audience.REPORTER))


def _routed(event: triage.CaseRouted, scene: Scene) -> Notes:
    return (*_decided(event, scene), *_urgent(event, scene))


def _decided(event: triage.CaseRouted, scene: Scene) -> Notes:
    """Deciding again without another outcome is no news."""
    told = scene.seen.told_route
    if (event.route, event.team) == (told, scene.seen.told_team):
        return ()
    message = "asking" if event.route is Route.NEIGHBOURS else "routed" if told is None else "rerouted"
    return (
        to_reporter(
            scene.reporter,
            message,
            route=event.route.value,
            was=told.value if told else None,
            team=event.team,
            reason_codes=list(event.reason_codes),
            deadline_at=event.deadline_at,
            is_urgent=event.is_urgent,
        ),
    )


def _urgent(event: triage.CaseRouted, scene: Scene) -> Notes:
    """Somebody must look now, once for each team that has it; whoever took it already, else as for what is late."""
    if not makes_urgent(event) or event.team == scene.seen.told_urgent:
        return ()
    if scene.seen.taken_by and scene.seen.told_team == event.team:
        return (replace(to_caseworker(scene.seen.taken_by, "urgent", is_taken=True), priority=Priority.ASKED),)
    team = to_caseworkers("urgent", priority=Priority.SAFETY, is_taken=False)
    return (replace(team, otherwise=to_coordinators("urgent", priority=Priority.SAFETY)),)


def _resolved(event: triage.CaseResolved, scene: Scene) -> Notes:
    """Whether it is fixed is not asked of a case that is open again: a sign in the same words opened it (rule R1)."""
    if scene.state.status is CaseStatus.REOPENED:
        return ()
    return (
        to_reporter(
            scene.reporter,
            "resolved",
            words=event.words,
            action=event.action,
            by_helper=event.by_helper,
            helper=_who_helped(scene.seen) if event.by_helper else None,
            team=scene.state.team,
            answer_by=event.answer_by,
        ),
    )


def _closed(event: triage.CaseClosed, scene: Scene) -> Notes:
    match event.reason:
        case CloseReason.CONFIRMED:
            return tuple(to_helper(person_id, "confirmed") for person_id in scene.seen.helped)
        case CloseReason.UNCONFIRMED:
            return (to_reporter(scene.reporter, "closed_unconfirmed"),)
        case CloseReason.WITHDRAWN:
            return _to_who_took_it("taken_back", scene, stays_open=False)
        case CloseReason.NO_LONGER_NEEDED:
            return _to_who_took_it("no_longer_needed", scene, stays_open=False)
        case _:
            return ()


def _withdrawn(event: triage.CaseWithdrawn, scene: Scene) -> Notes:
    """Where the case is closed by it, that is told; of what is over already, nothing is news."""
    return _to_who_took_it("taken_back", scene, stays_open=True) if event.stays_open else ()


def _to_who_took_it(message: str, scene: Scene, *, stays_open: bool) -> Notes:
    """Whoever took it may be about to set out; also after an erasure: by whom it was told is said in no case."""
    caseworker = scene.caseworker
    if caseworker is None or caseworker == scene.by:
        return ()
    return (to_caseworker(caseworker, message, stays_open=stays_open),)


def _reopened(event: triage.CaseReopened, scene: Scene) -> Notes:
    reporter = to_reporter(
        scene.reporter, "reopened", reason=event.reason, team=scene.state.team, deadline_at=scene.state.deadline_at
    )
    if not scene.caseworker:
        return (reporter,)
    return (reporter, to_caseworker(scene.caseworker, "reopened", deadline_at=scene.state.deadline_at))


def _escalated(event: triage.CaseEscalated, scene: Scene) -> Notes:
    """Somebody must look now: whoever took it, else all who work for its team, and its coordinators if those cannot."""
    reporter = to_reporter(scene.reporter, "escalated", reason=event.reason, team=event.team)
    if scene.caseworker:
        return (reporter, to_caseworker(scene.caseworker, "escalated", is_taken=True))
    return (reporter, replace(to_caseworkers("escalated", is_taken=False), otherwise=to_coordinators("escalated")))


def _referred_out(event: triage.CaseReferredOut, scene: Scene) -> Notes:
    return (to_reporter(scene.reporter, "referred_out", body=event.to),)


def _written(event: triage.MessageWritten, scene: Scene) -> Notes:
    """What is written to the team waits at the desk; it also reaches whoever took the case, unless they wrote it."""
    if event.thanks:
        return () if event.to == TEAM else (to_helper(event.to, "thanks", has_words=bool(event.text)),)
    if event.after_unsafe:
        return (replace(to_helper(event.to, ASKED_AFTER), priority=Priority.ASKED),)
    by_helper = scene.by in scene.seen.helpers
    helper = scene.by if by_helper else None
    taken_by = scene.caseworker
    if event.to == REPORTER:
        facts = {"by_helper": by_helper, "helper": helper, "team": scene.state.team}
        return (to_reporter(scene.reporter, "message", words=event.text, **facts),)
    if event.to in {TEAM, taken_by}:
        alarm = telling_of_neighbours.answered_after_unsafe(event, scene)
        return (*alarm, *((to_caseworker(taken_by, "message"),) if taken_by and taken_by != scene.by else ()))
    return (to_helper(event.to, "message", team=scene.state.team),)


def _who_helped(seen: CaseSeen) -> str | None:
    return next(iter([*seen.helped, *seen.helpers]), None)


TELL: Mapping[type, Tell] = {
    triage.CaseRouted: _routed,
    triage.HelperInvited: telling_of_neighbours.invited,
    triage.InvitationAccepted: telling_of_neighbours.accepted,
    triage.InvitationStoodDown: telling_of_neighbours.stood_down,
    triage.InvitationWithdrawn: telling_of_neighbours.no_longer_asked,
    triage.TaskHandedBack: telling_of_neighbours.handed_back,
    triage.AssignmentRefused: telling_of_neighbours.refused,
    triage.AssignmentOverdue: telling_of_neighbours.overdue,
    triage.AbortedUnsafe: telling_of_neighbours.unsafe,
    triage.CaseResolved: _resolved,
    triage.CaseClosed: _closed,
    triage.CaseWithdrawn: _withdrawn,
    triage.CaseReopened: _reopened,
    triage.CaseEscalated: _escalated,
    triage.CaseReferredOut: _referred_out,
    triage.MessageWritten: _written,
}


def when_the_reporter_wrote(matter: Matter, *, is_for_team: bool = False) -> Notes:
    """Whoever took the case hears of it, and the neighbours who are on it, unless it is for the team alone.

    Whoever leaves because of it hears that they are stood down, when triage says so, and nothing else.
    """
    seen = matter.case
    if seen is None or matter.is_withdrawn:
        return ()
    caseworker = (to_caseworker(seen.taken_by, "reporter_wrote"),) if seen.taken_by else ()
    helpers = () if is_for_team else seen.helpers
    return (*caseworker, *(to_helper(person_id, "reporter_wrote") for person_id in helpers))


def when_it_is_put_in_other_words(matter: Matter) -> Notes:
    """Whoever took the case hears of it: what they read before may stand there no more."""
    if matter.case is None or matter.case.taken_by is None or matter.is_withdrawn:
        return ()
    return (to_caseworker(matter.case.taken_by, "reworded"),)


def when_it_is_needed_no_longer(matter: Matter) -> Notes:
    """Where the case closes by it, that is told. What bears a sign stays open, and whoever took it hears both."""
    seen = matter.case
    if seen is None or seen.taken_by is None or matter.is_withdrawn or is_over(seen) or not matter.is_hushed:
        return ()
    return (to_caseworker(seen.taken_by, "no_longer_needed", stays_open=True),)
