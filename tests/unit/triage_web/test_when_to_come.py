"""A time that was told is read by whoever is asked, before they answer, and by whoever has the task."""

from dataclasses import replace

from tests.factories.triage_town import DAY, HOUR, LEO, MINA, Town, invitation, invitation_id


def test_whoever_is_asked_sees_when_to_come_before_they_answer(town: Town) -> None:
    case_id = town.case()
    come_at = town.clock.now() + DAY
    town.then(case_id, replace(invitation(case_id, LEO, town.clock.now() + HOUR), come_at=come_at))
    page = town.get(LEO, f"/help/asked/{invitation_id(case_id, LEO)}").text
    assert "When to come" in page
    assert "tomorrow, Thursday 28 May, 11:40" in page
    assert page.index("When to come") < page.index("Yes, I will")


def test_a_time_that_was_typed_is_read_as_a_time(town: Town) -> None:
    case_id = town.with_task(MINA, category="dog_walk", answers={"when": "2026-05-28T17:00"})
    assert "tomorrow, Thursday 28 May, 17:00" in town.get(MINA, f"/help/tasks/{case_id}").text
