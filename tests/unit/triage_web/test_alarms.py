"""Rule R8: what needs a coordinator at once stands on their desk until one of them has seen to it."""

from shared.events.triage import (
    AbortedUnsafe,
    AlarmAcknowledged,
    AssignmentOverdue,
    CaseClosed,
    CaseEvent,
    CloseReason,
    InvitationAccepted,
)
from shared.events.triage_people import Role, RoleGranted, RoleRevoked
from shared.ids import CaseId
from tests.factories.triage_town import ADDRESS, ANNA, HOUR, KIRSTEN, LEO, MARIA, MINA, MINUTE, NOW, WORDS, Town

ALL_IS_WELL = "All is well"


def unsafe(town: Town, who: str = MINA) -> CaseId:
    case_id = town.with_task(who)
    town.post(who, f"/help/tasks/{case_id}/unsafe")
    return case_id


def yes_and_unsafe(who: str) -> tuple[CaseEvent, ...]:
    return InvitationAccepted(person_id=who, expected_by=NOW + HOUR), AbortedUnsafe(person_id=who)


def sees_to(town: Town, case_id: CaseId, alarm: str, about: str = MINA, by: str = KIRSTEN) -> int:
    """Press the button; what was answered."""
    return town.post(by, town.desk(case_id, "seen-to"), person_id=about, alarm=alarm).status_code


def test_a_coordinator_sees_who_is_overdue_and_what_to_do_but_not_where(town: Town) -> None:
    case_id = town.with_task(MINA)
    assert "All is well" in town.get(KIRSTEN, "/desk").text
    town.then(case_id, AssignmentOverdue(person_id=MINA))
    assert "Mina said yes and has not set out" in town.get(KIRSTEN, "/desk").text
    page = town.get(KIRSTEN, town.desk(case_id)).text
    assert "Mina was reminded kindly" in page
    assert ADDRESS not in page
    assert WORDS not in page


def test_R8_unsafe_after_done_stands_on_the_desk_of_the_coordinator(town: Town) -> None:
    case_id = town.with_task(MINA)
    town.post(MINA, f"/help/tasks/{case_id}/on-way")
    town.post(MINA, f"/help/tasks/{case_id}/done")
    town.then(case_id, CaseClosed(reason=CloseReason.CONFIRMED))
    town.post(MINA, f"/help/tasks/{case_id}/unsafe")
    page = town.get(KIRSTEN, "/desk").text
    assert "Mina stopped: it was not safe" in page
    assert town.desk(case_id) in page


def test_R5_the_place_of_an_alarm_at_a_home_needs_a_sign_in_of_the_last_fifteen_minutes(town: Town) -> None:
    case_id = unsafe(town)
    before = town.happened(case_id)
    page = town.get(KIRSTEN, town.desk(case_id), ago=16 * MINUTE).text
    assert "Mina stopped: it was not safe" in page
    assert ADDRESS not in page
    assert f"/me/sign-in?next={town.desk(case_id)}" in page
    assert town.happened(case_id) == before
    assert ADDRESS in town.get(KIRSTEN, town.desk(case_id)).text


def test_R8_an_open_place_of_an_alarm_is_shown_at_once(town: Town) -> None:
    case_id = town.with_task(MINA, category="litter")
    town.post(MINA, f"/help/tasks/{case_id}/unsafe")
    assert ADDRESS in town.get(KIRSTEN, town.desk(case_id), ago=16 * MINUTE).text
    assert town.happened(case_id)[-1] == "triage.place.disclosed.v1"


def test_R6_nobody_is_told_to_call_somebody_whose_number_they_are_not_shown(town: Town) -> None:
    stopped, late = unsafe(town), town.with_task(LEO)
    town.post(LEO, f"/help/tasks/{late}/on-way")
    town.then(late, AssignmentOverdue(person_id=LEO))
    for path in ("/desk", town.desk(stopped), town.desk(late)):
        page = town.get(KIRSTEN, path).text
        assert not [promise for promise in ("Call Mina", "Call Leo", "Call the neighbour") if promise in page], path
    assert "They call you" not in town.get(MINA, "/help/unsafe").text
    assert "send somebody" in town.get(KIRSTEN, town.desk(stopped)).text
    assert "can write to the neighbour" in town.get(KIRSTEN, town.desk(late)).text


def test_R8_an_alarm_leaves_the_desk_when_somebody_has_seen_to_it_and_the_history_keeps_it(town: Town) -> None:
    case_id = unsafe(town)
    assert "I have seen to it" in town.get(KIRSTEN, town.desk(case_id)).text
    assert sees_to(town, case_id, "unsafe") == 303
    assert ALL_IS_WELL in town.get(KIRSTEN, "/desk").text
    assert town.get(KIRSTEN, town.desk(case_id)).status_code == 404
    kept = town.ports.cases.history(case_id)[-1]
    assert (kept["type"], kept["by"]) == ("triage.case.alarm_acknowledged.v1", KIRSTEN)
    assert "Mina: a coordinator has seen to the alarm." in town.get(ANNA, town.desk(case_id)).text


def test_R8_seeing_to_it_twice_says_nothing_new(town: Town) -> None:
    case_id = unsafe(town)
    assert [sees_to(town, case_id, "unsafe") for _ in range(2)] == [303, 303]
    assert town.happened(case_id).count("triage.case.alarm_acknowledged.v1") == 1


def test_R8_nobody_but_a_coordinator_of_the_team_sees_to_it(town: Town) -> None:
    case_id = unsafe(town)
    for who in (ANNA, MARIA, MINA, LEO):
        assert sees_to(town, case_id, "unsafe", by=who) == 404
    town.ports.roles.append(
        town.ports.roles.find(KIRSTEN),
        [RoleRevoked(role=Role.COORDINATOR), RoleGranted(role=Role.COORDINATOR, team="lighting")],
        by="story",
    )
    assert sees_to(town, case_id, "unsafe") == 404
    assert town.get(KIRSTEN, town.desk(case_id)).status_code == 404
    assert "triage.case.alarm_acknowledged.v1" not in town.happened(case_id)


def test_R14_where_no_alarm_is_there_is_nothing_to_see_to(town: Town) -> None:
    case_id = town.with_task(MINA)
    assert sees_to(town, case_id, "unsafe") == 404
    assert sees_to(town, case_id, "nonsense") == 404
    assert sees_to(town, unsafe(town, LEO), "overdue", about=LEO) == 404


def test_of_two_alarms_on_one_case_the_other_stays(town: Town) -> None:
    case_id = unsafe(town)
    town.asked(case_id, LEO)
    town.then(case_id, *yes_and_unsafe(LEO))
    page = town.get(KIRSTEN, "/desk").text
    assert "Mina stopped" in page
    assert "Leo stopped" in page
    town.then(case_id, AlarmAcknowledged(person_id=LEO))
    page = town.get(KIRSTEN, "/desk").text
    assert "Mina stopped" in page
    assert "Leo stopped" not in page


def test_a_caseworker_who_also_coordinates_can_see_to_an_alarm_on_the_page_of_the_case(town: Town) -> None:
    case_id = unsafe(town)
    assert "I have seen to it" not in town.get(ANNA, town.desk(case_id)).text
    town.ports.roles.append(town.ports.roles.find(ANNA), [RoleGranted(role=Role.COORDINATOR)], by="story")
    page = town.get(ANNA, town.desk(case_id)).text
    assert "I have seen to it" in page
    assert WORDS in page
    assert sees_to(town, case_id, "unsafe", by=ANNA) == 303
    assert "I have seen to it" not in town.get(ANNA, town.desk(case_id)).text
