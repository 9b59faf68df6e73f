"""Take in what happened to a case, and plan a message for everybody who is to hear of it."""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.planning import Occasion, deliveries_for, is_unheard, with_stand_ins
from services.notify.domain.scene import Scene
from services.notify.domain.seeing import LEAVES_NO_TRACE, TOLD_BY_WHAT_FOLLOWS, over_since, seen_after
from services.notify.domain.telling import notes_for
from services.notify.handlers.by_sms import by_sms
from services.notify.handlers.whoever_took_it import as_they_work_now, staff_for
from services.notify.ports.matters import Matters
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import People, Roles
from shared.clock import Clock
from shared.errors import UnknownSubject
from shared.events.triage import CaseState
from shared.observability.metrics import UNHEARD

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class HearCase:
    """version: the event's. by: who did it. cause: the event that led to it, if another one did."""

    case_id: str
    event_id: str
    version: int
    at: datetime
    by: str
    happened: object
    state: CaseState
    state_version: int
    correlation_id: str
    cause: str | None = None


def hear_case(
    command: HearCase, *, matters: Matters, deliveries: Deliveries, roles: Roles, people: People, clock: Clock
) -> None:
    """Messages first, then the memory of it: after a crash between the two, planning again is planning once (R16).

    Raises: UnknownSubject before the report itself is known.
    """
    kind = type(command.happened)
    if kind in TOLD_BY_WHAT_FOLLOWS:
        return
    matter = matters.find(command.state.report_id)
    if matter is None:
        raise UnknownSubject(command.state.report_id)
    seen = matter.case or CaseSeen(case_id=command.case_id)
    if command.version <= seen.heard:
        return
    at, team = clock.now(), command.state.team
    planned = notes_for(command.happened, Scene(state=command.state, matter=matter, seen=seen, by=command.by))
    notes = as_they_work_now(planned, seen, roles=roles, at=at, team=team)
    if notes:
        staff = staff_for(notes, roles, people, team=team, at=at)
        told = with_stand_ins(notes, staff)
        occasion = replace(_occasion(command, matter), by_sms=by_sms(told, staff, people))
        deliveries.plan(deliveries_for(told, occasion, staff=staff))
        if is_unheard(told, staff):
            _alarm(command)
    if kind in LEAVES_NO_TRACE:
        return
    after = seen_after(
        seen,
        command.happened,
        version=command.version,
        state=command.state,
        state_version=command.state_version,
    )
    ended_at = over_since(seen, after, command.at)
    matters.hear_case(matter.report_id, replace(after, over_since=ended_at))


def _occasion(command: HearCase, matter: Matter) -> Occasion:
    return Occasion(
        event_id=command.event_id,
        cause=command.cause,
        is_hushed=matter.is_hushed or command.state.sensitive,
        contact_kind=matter.contact_kind,
        at=command.at,
        report_id=command.state.report_id,
        case_id=command.case_id,
        correlation_id=command.correlation_id,
    )


def _alarm(command: HearCase) -> None:
    """The last who can hear of it are those who look after the machines."""
    UNHEARD.inc()
    log.error("nobody_to_tell", case_id=command.case_id, correlation_id=command.correlation_id)
