"""What is for whoever took a case is for its team, once they work for it no more: nobody waits for a mail they get."""

from dataclasses import replace

import pytest

from services.notify.domain.delivery import Delivery, Priority
from services.notify.domain.matter import Matter
from services.notify.handlers.hear_report import HearReport
from shared.events import triage
from shared.events.triage import Route
from shared.events.triage_people import Grant, Role
from tests.factories.notify import NOON, REPORT, matter, report_state, seen
from tests.fakes.ears import ROUTED, Room

LIGHTING = Grant(role=Role.CASEWORKER, team="lighting")
URGENT = replace(ROUTED, is_urgent=True, reason_codes=["danger_sign"])
WROTE = HearReport(
    report_id=REPORT,
    event_id="event-9",
    version=2,
    at=NOON,
    state=report_state(),
    state_version=2,
    correlation_id="correlation-1",
    has_written=True,
)


def taken() -> Matter:
    return matter(
        case=seen(
            taken_by="kim", team="lighting", told_team="lighting", told_route=Route.PROFESSIONAL, version=1, heard=1
        )
    )


def left(grant: Grant | None = None) -> Room:
    """Kim took the case and works elsewhere now, or nowhere; Lis works for the team."""
    room = Room(taken())
    room.employ("lis", LIGHTING)
    room.roles.keep("kim", [grant] if grant else [], version=2)
    return room


def to_staff(room: Room) -> list[Delivery]:
    return [each for each in room.deliveries.all if each.audience == "caseworker"]


@pytest.mark.parametrize(
    "grant",
    [
        None,
        replace(LIGHTING, expires_at=NOON),
        Grant(role=Role.CASEWORKER, team="social"),
        Grant(role=Role.AUDITOR),
    ],
    ids=["no role", "expired", "another team", "another role"],
)
def test_R1_the_team_hears_of_danger_where_whoever_took_it_works_for_it_no_more(grant: Grant | None) -> None:
    room = left(grant)
    room.hear(URGENT)
    (told,) = to_staff(room)
    assert (told.message, told.to.person_id, told.facts) == ("urgent", "lis", {"is_taken": False})
    assert told.priority is Priority.SAFETY


def test_of_what_is_late_the_team_hears_where_whoever_took_it_works_for_it_no_more() -> None:
    room = left()
    room.hear(triage.CaseEscalated(reason="deadline_passed", team="lighting"))
    assert [(each.message, each.to.person_id, each.facts) for each in to_staff(room)] == [
        ("escalated", "lis", {"is_taken": False})
    ]


@pytest.mark.parametrize("is_reworded", [False, True])
def test_what_the_reporter_says_reaches_the_team_where_whoever_took_it_left(*, is_reworded: bool) -> None:
    room = left()
    room.hear_report(replace(WROTE, is_reworded=is_reworded))
    assert [each.to.person_id for each in to_staff(room)] == ["lis"]


def test_R14_whoever_works_here_no_more_hears_nothing_of_another_team() -> None:
    room = left()
    room.hear(replace(ROUTED, team="safeguarding"), sensitive=True)
    assert "kim" not in [each.to.person_id for each in room.deliveries.all]
    assert "another_team" not in [each.message for each in room.deliveries.all]


def test_whoever_took_it_and_works_for_the_team_hears_alone() -> None:
    room = left(LIGHTING)
    room.hear(URGENT)
    room.hear_report(WROTE)
    assert [(each.message, each.to.person_id) for each in to_staff(room)] == [
        ("urgent", "kim"),
        ("reporter_wrote", "kim"),
    ]
