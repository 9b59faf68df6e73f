"""Whose work a case is now: the shelves of the desk on which it stands, and what is due on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.triage.domain.alarms import Alarm, Raised, alarms
from services.triage.domain.case import Case
from shared.events.triage import REPORTER, TEAM, CaseStatus, Route

_ENDED = frozenset({CaseStatus.CLOSED, CaseStatus.LINKED, CaseStatus.REFERRED_OUT})
_WITH_NEIGHBOURS = frozenset({CaseStatus.OFFERED, CaseStatus.ASSIGNED, CaseStatus.IN_PROGRESS})


class Shelf(StrEnum):
    """A part of a team's work. TEAM: somebody of the team must act. WAITING: "is it fixed?" has been asked."""

    TEAM = "team"
    URGENT = "urgent"
    REOPENED = "reopened"
    NEIGHBOURS = "neighbours"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedCase:
    """What a list may show of a case. where: its address, unless its place is protected.

    since: when it was reported. asked: how many neighbours are asked now. helpers: person_ids of those who have it.
    has_news: its reporter wrote again, and nobody who reads that has it or has answered since.
    """

    case_id: str
    reference: str
    category: str
    status: CaseStatus
    team: str
    route: Route
    reason_codes: tuple[str, ...]
    is_urgent: bool
    reopened_for: str | None
    is_escalated: bool
    is_protected: bool
    at_home: bool
    since: datetime
    due_at: datetime | None
    where: str | None
    taken_by: str | None
    asked: int
    helpers: tuple[str, ...]
    alarms: tuple[Raised, ...]
    has_news: bool

    @property
    def is_reopened(self) -> bool:
        return self.reopened_for is not None


def shelved(case_id: str, case: Case) -> ShelvedCase:
    """What a list may show of this case."""
    told, decision = case.told, case.decision
    return ShelvedCase(
        case_id=case_id,
        reference=case.reference,
        category=told.category,
        status=case.status,
        team=decision.team,
        route=decision.route,
        reason_codes=tuple(decision.reason_codes),
        is_urgent=decision.is_urgent,
        reopened_for=case.reopened_for,
        is_escalated=case.is_escalated,
        is_protected=case.is_protected,
        at_home=told.at_home,
        since=told.reported_at,
        due_at=due_at(case),
        where=None if case.is_protected else told.address,
        taken_by=case.taken_by,
        asked=sum(one.is_awaited for one in case.invitations.values()),
        helpers=tuple(case.active),
        alarms=alarms(case),
        has_news=_has_news(case),
    )


def _has_news(case: Case) -> bool:
    """Whoever has it is told; of what nobody has, the row says it, and of what a neighbour on it does not read."""
    if case.taken_by is not None or case.is_withdrawn:
        return False
    since = max(_for_the_team(case), default=None) if case.active else case.wrote_again_at
    return since is not None and not any(at > since for at in _answers(case))


def _for_the_team(case: Case) -> Iterator[datetime]:
    written = (one for one in case.messages if one.written_by == REPORTER and one.to == TEAM)
    return (one.at for one in written if one.at is not None)


def _answers(case: Case) -> Iterator[datetime]:
    """By whoever read what they answer."""
    written = (one for one in case.messages if one.to == REPORTER and one.written_by not in case.active)
    return (one.at for one in written if one.at is not None)


def team_shelf(team: str, shelf: Shelf) -> str:
    return f"{team}/{shelf}"


def own_shelf(person_id: str, team: str) -> str:
    """What somebody took while they work for the team: whoever leaves it leaves its cases."""
    return f"{team}/taken/{person_id}"


def alarm_shelf(alarm: Alarm, team: str | None = None) -> str:
    """team: whose, None for everybody's."""
    return f"alarm/{alarm}" if team is None else f"{team}/alarm/{alarm}"


def shelves_of(case: Case) -> list[str]:
    """Every shelf on which the case stands now; once it has ended, only where an alarm is still to be seen to."""
    if not case.decisions:
        return []
    work = () if case.status in _ENDED else _shelves(case)
    raised = [alarm_shelf(one.alarm, team) for one in alarms(case) for team in (None, case.decision.team)]
    return list(dict.fromkeys((*work, *raised)))


def due_at(case: Case) -> datetime | None:
    """When the next thing is due on it: the answer to "is it fixed?", or the professional deadline."""
    if case.status is CaseStatus.RESOLVED_UNCONFIRMED and case.outcome is not None:
        return case.outcome.answer_by
    return None if case.status in _ENDED else case.deadline_at


def is_with_neighbours(case: Case) -> bool:
    """Neighbours are asked, are to be asked, or have it."""
    are_to_be_asked = case.asking is not None and case.status in {CaseStatus.OPEN, CaseStatus.ROUTED}
    return are_to_be_asked or case.status in _WITH_NEIGHBOURS


def _shelves(case: Case) -> Iterator[str]:
    team = case.decision.team
    if case.status is CaseStatus.RESOLVED_UNCONFIRMED:
        yield team_shelf(team, Shelf.WAITING)
        return
    if is_with_neighbours(case):
        yield team_shelf(team, Shelf.NEIGHBOURS)
    if not is_with_neighbours(case) or case.decision.route is Route.BOTH:
        yield from _work(case, team)


def _work(case: Case, team: str) -> Iterator[str]:
    yield team_shelf(team, Shelf.TEAM)
    if case.decision.is_urgent or case.bears_danger or case.is_escalated:
        yield team_shelf(team, Shelf.URGENT)
    if case.reopened_for is not None:
        yield team_shelf(team, Shelf.REOPENED)
    if case.taken_by is not None:
        yield own_shelf(case.taken_by, team)
