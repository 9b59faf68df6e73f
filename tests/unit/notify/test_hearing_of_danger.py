"""Of what is unsafe, late or dangerous somebody hears, whoever can be reached (rules R1 and R8)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from services.notify.domain.delivery import Priority
from shared.events import triage
from shared.events.triage_people import Grant, Role
from tests.factories.notify import CASE, NOON, matter
from tests.fakes.ears import ROUTED, Room


def test_every_coordinator_of_today_hears_of_unsafe() -> None:
    room = Room(matter())
    coordinator = Grant(role=Role.COORDINATOR)
    room.employ("kirsten", coordinator)
    room.roles.keep("old", [replace(coordinator, expires_at=NOON - timedelta(days=1))], version=1)
    room.roles.keep("kim", [Grant(role=Role.CASEWORKER, team="lighting")], version=1)
    room.hear(triage.AbortedUnsafe(person_id="alma"))
    assert [each.to.person_id for each in room.deliveries.all] == ["kirsten"]


def test_a_coordinator_of_another_team_does_not_learn_of_the_case_R14() -> None:
    room = Room(matter())
    for person_id, team in (("kim", "lighting"), ("kai", "streets")):
        room.roles.keep(person_id, [Grant(role=Role.COORDINATOR, team=team)], version=1)
    room.hear(triage.AssignmentOverdue(person_id="alma"))
    assert [each.to.person_id for each in room.deliveries.all] == ["alma", "kim"]


def test_every_caseworker_of_its_team_hears_that_a_case_is_late() -> None:
    room = Room(matter())
    room.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    for person_id, team in (("kim", "lighting"), ("liv", "lighting"), ("kai", "streets")):
        room.employ(person_id, Grant(role=Role.CASEWORKER, team=team))
    room.hear(triage.CaseEscalated(reason="deadline_passed", team="lighting"))
    assert [each.to.person_id for each in room.deliveries.all] == [None, "kim", "liv"]


def test_of_a_late_case_that_nobody_of_its_team_can_hear_the_coordinators_do() -> None:
    room = Room(matter(contact_id=None))
    room.employ("kirsten", Grant(role=Role.COORDINATOR))
    room.hear(triage.CaseEscalated(reason="deadline_passed", team="lighting"))
    assert room.told == [(None, "reporter"), ("kirsten", "coordinator")]


LIGHTING = Grant(role=Role.CASEWORKER, team="lighting")
UNREACHABLE = {"without_an_address": None, "with_a_telephone_alone": "phone"}


@pytest.mark.parametrize("kind", UNREACHABLE.values(), ids=UNREACHABLE)
def test_unsafe_reaches_the_team_where_it_reaches_no_coordinator_R8(kind: str | None) -> None:
    room = Room(matter())
    room.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    if kind:
        room.employ("kirsten", Grant(role=Role.COORDINATOR), kind=kind)
    room.employ("kim", LIGHTING)
    room.employ("kai", Grant(role=Role.CASEWORKER, team="streets"))
    with capture_logs() as logs:
        room.hear(triage.AbortedUnsafe(person_id="alma"))
    assert room.told == [("kirsten", "coordinator"), ("kim", "caseworker")]
    assert {each.priority for each in room.deliveries.all} == {Priority.SAFETY}
    assert logs == []


def test_unsafe_reaches_the_team_where_there_is_no_coordinator_R8() -> None:
    room = Room(matter())
    room.employ("kim", LIGHTING)
    room.hear(triage.AbortedUnsafe(person_id="alma"))
    assert room.told == [(None, "coordinator"), ("kim", "caseworker")]


def test_where_nobody_at_all_can_be_told_of_unsafe_it_is_written_down_and_an_error_R8() -> None:
    room = Room(matter())
    room.roles.keep("kim", [LIGHTING], version=1)
    with capture_logs() as logs:
        for _ in range(2):
            room.hear(triage.AbortedUnsafe(person_id="alma"))
    assert [each.why for each in room.deliveries.all] == ["no_contact", None]
    assert [(each["log_level"], each["event"], each["case_id"]) for each in logs] == [("error", "nobody_to_tell", CASE)]


URGENT = replace(ROUTED, is_urgent=True, reason_codes=["danger_sign"])


def test_every_caseworker_of_its_team_hears_of_danger_at_once_and_once_R1_R16() -> None:
    room = Room(matter(contact_id=None))
    room.employ("kirsten", Grant(role=Role.COORDINATOR))
    room.employ("kim", LIGHTING)
    room.employ("kai", Grant(role=Role.CASEWORKER, team="streets"))
    room.hear(URGENT)
    room.hear(URGENT, version=3, event_id="event-3")
    assert room.told == [(None, "reporter"), ("kim", "caseworker")]
    assert room.deliveries.all[1].priority is Priority.SAFETY


def test_danger_of_which_nobody_of_its_team_can_hear_reaches_the_coordinators_R1() -> None:
    room = Room(matter(contact_id=None))
    room.employ("kirsten", Grant(role=Role.COORDINATOR))
    with capture_logs() as logs:
        room.hear(URGENT)
    assert room.told == [(None, "reporter"), ("kirsten", "coordinator")]
    assert logs == []


def test_danger_of_which_nobody_at_all_can_hear_is_an_error_R1() -> None:
    room = Room(matter())
    with capture_logs() as logs:
        room.hear(URGENT)
    assert [each["event"] for each in logs] == ["nobody_to_tell"]
