"""Rule R8: whoever left because it was not safe is asked how they are, until a coordinator has seen to it."""

import pytest

from services.triage.domain import alarms, professionals, working
from services.triage.domain.alarms import Alarm, Raised, left_unsafe
from services.triage.domain.authority import require_writer
from services.triage.domain.case import Case
from services.triage.domain.forgetting import forget_helper
from services.triage.domain.reasons import No
from services.triage.domain.roles import Roles
from services.triage.handlers.hear_report import HearReport
from services.triage.handlers.write_message import WriteMessage, write_message
from shared.errors import NotFound, Refused
from shared.events.intake import ReportErased
from shared.events.triage import REPORTER, TEAM, CaseClosed, CaseStatus, CaseWithdrawn, CloseReason, MessageWritten
from shared.events.triage_people import Role
from shared.ids import CaseId, PersonId
from tests.factories.cases import ANNA, BO, NOON, accepted, after, case_after, invited, opened, to_professionals
from tests.fakes.triage import CASE, REPORT, World, snowed_in
from tests.unit.triage.hearing import HAS_IT

ID = CaseId(CASE)
KAI, COCO, ELSE = "kai", "coco", "else"
LEFT = after(HAS_IT, *working.tell_unsafe(HAS_IT, person_id=ANNA, redecide=to_professionals))


def asks(case: Case, to: str = ANNA) -> tuple[object, ...]:
    return professionals.write(case, by=COCO, to=to, text="How are you?", at=NOON)


def seen_to(case: Case) -> Case:
    return after(case, *alarms.acknowledge(case, Raised(alarm=Alarm.UNSAFE, person_id=ANNA)))


def left() -> World:
    """Anna left it. Kai works for the team that has it, Coco coordinates, and one coordinates another team."""
    world = snowed_in()
    world.with_role(KAI, Role.CASEWORKER, "streets")
    world.with_role(COCO, Role.COORDINATOR)
    world.with_role(ELSE, Role.COORDINATOR, "parks")
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    world.cases.given(CASE, *working.tell_unsafe(world.case, person_id=ANNA, redecide=world.deciding.anew(NOON)))
    return world


def writes(world: World, by: str, to: str = ANNA, text: str = "How are you?") -> None:
    write_message(
        WriteMessage(case_id=ID, by=PersonId(by), to=to, text=text),
        cases=world.cases,
        roles=world.roles,
        deciding=world.deciding,
    )


def says(world: World, told: ReportErased, *, version: int) -> None:
    world.hear_report(HearReport(report_id=REPORT, version=version, at=NOON, happened=told))


def test_R8_whoever_left_is_written_to_as_somebody_who_left() -> None:
    assert asks(LEFT) == (MessageWritten(to=ANNA, text="How are you?", written_by=COCO, at=NOON, after_unsafe=True),)
    assert [one.is_after_unsafe for one in after(LEFT, *asks(LEFT)).messages] == [True]  # type: ignore[arg-type]


def test_R8_whatever_became_of_the_case_since() -> None:
    for since in (CaseClosed(reason=CloseReason.CONFIRMED), CaseWithdrawn(stays_open=True)):
        assert asks(after(LEFT, since))


def test_nobody_is_asked_any_more_when_the_alarm_is_seen_to() -> None:
    with pytest.raises(Refused, match=No.NOBODY_TO_WRITE_TO):
        asks(seen_to(LEFT))


def test_whoever_is_at_work_is_written_to_as_before() -> None:
    assert left_unsafe(HAS_IT) == frozenset()
    assert [each.after_unsafe for each in asks(HAS_IT) if isinstance(each, MessageWritten)] == [False]


def test_nobody_who_asked_to_be_forgotten_is_written_to() -> None:
    gone = after(LEFT, *forget_helper(LEFT, ANNA, at=NOON, redecide=to_professionals))
    assert left_unsafe(gone) == frozenset()


def test_R8_the_team_and_its_coordinator_write_and_nobody_else_does() -> None:
    for by in (KAI, COCO):
        world = left()
        writes(world, by)
        assert [(one.written_by, one.to) for one in world.case.messages] == [(by, ANNA)]
    for by in (ELSE, BO, ANNA):
        with pytest.raises(NotFound):
            writes(left(), by)


def test_R6_no_neighbour_writes_to_another_one() -> None:
    """They write to the reporter and to the team; a letter on the other's page would look like one of the team's."""
    case = case_after(opened(slots=2), invited(ANNA, BO), accepted(ANNA), accepted(BO))
    left_it = after(case, *working.tell_unsafe(case, person_id=ANNA, redecide=to_professionals))
    unsafe = after(left_it, *invited(BO), *accepted(BO))
    assert left_unsafe(unsafe) == {ANNA}
    for known in (case, unsafe):
        assert BO in known.active
        with pytest.raises(NotFound):
            require_writer(Roles(), known, by=BO, to=ANNA, at=NOON)
        for to in (REPORTER, TEAM):
            require_writer(Roles(), known, by=BO, to=to, at=NOON)


def test_R8_whoever_left_answers_the_team_and_nobody_else_whatever_became_of_the_case() -> None:
    world = left()
    writes(world, KAI)
    writes(world, ANNA, to=TEAM, text="My arm hurts.")
    world.cases.given(CASE, *alarms.acknowledge(world.case, Raised(alarm=Alarm.UNSAFE, person_id=ANNA)))
    world.cases.given(CASE, CaseClosed(reason=CloseReason.CONFIRMED))
    writes(world, ANNA, to=TEAM, text="It is better.")
    assert [(one.written_by, one.to, one.is_after_unsafe) for one in world.case.messages] == [
        (KAI, ANNA, True),
        (ANNA, TEAM, False),
        (ANNA, TEAM, False),
    ]
    for to in (REPORTER, BO):
        with pytest.raises(NotFound):
            writes(world, ANNA, to=to)


def test_R8_what_they_answer_after_it_was_seen_to_is_an_alarm_again() -> None:
    world = left()
    writes(world, COCO)
    world.cases.given(CASE, *alarms.acknowledge(world.case, Raised(alarm=Alarm.UNSAFE, person_id=ANNA)))
    assert not left_unsafe(world.case)
    writes(world, ANNA, to=TEAM, text="My arm hurts.")
    assert left_unsafe(world.case) == {ANNA}
    writes(world, COCO)


def test_R8_what_they_answer_is_read_until_it_is_seen_to_although_the_report_was_erased_since() -> None:
    """Whoever erases a report can silence nobody who was hurt there."""
    world = left()
    writes(world, COCO)
    says(world, ReportErased(), version=2)
    assert world.case.is_over
    for text in ("My arm hurts.", "Please call me."):
        writes(world, ANNA, to=TEAM, text=text)
    assert [one.text for one in world.case.messages] == ["How are you?", "My arm hurts.", "Please call me."]
    assert world.case.told.text == ""
    world.cases.given(CASE, *alarms.acknowledge(world.case, Raised(alarm=Alarm.UNSAFE, person_id=ANNA)))
    assert {one.text for one in world.case.messages} == {""}


def test_R1_words_of_danger_about_an_erased_report_are_read_by_those_for_whom_it_is_open_again() -> None:
    world = left()
    writes(world, COCO)
    says(world, ReportErased(), version=2)
    writes(world, ANNA, to=TEAM, text="There is a child all alone there.")
    assert world.case.status is CaseStatus.REOPENED
    assert world.case.messages[-1].text == "There is a child all alone there."


def test_R2_a_sign_in_what_they_answer_protects_the_case() -> None:
    world = left()
    writes(world, ANNA, to=TEAM, text="There is a child all alone there.")
    assert world.case.bears_danger or world.case.bears_floor


@pytest.mark.parametrize("to", ["reporter", "team", BO])
def test_R6_a_coordinator_writes_to_nobody_else_on_the_case(to: str) -> None:
    with pytest.raises(NotFound):
        writes(left(), COCO, to=to)


def test_R8_when_it_is_seen_to_a_coordinator_writes_no_more() -> None:
    world = left()
    world.cases.given(CASE, *alarms.acknowledge(world.case, Raised(alarm=Alarm.UNSAFE, person_id=ANNA)))
    with pytest.raises(NotFound):
        writes(world, COCO)
