"""A thank-you reaches whoever helped, once; nothing earned by it gates help or order (rule R10)."""

from dataclasses import replace

import pytest

from services.triage.domain.case import Case, Message
from services.triage.domain.forgetting import forget_helper
from services.triage.domain.hearing import hear
from services.triage.handlers.complete_task import CompleteTask, complete_task
from services.triage.handlers.hear_report import HearReport
from services.triage.handlers.set_out import SetOut, set_out
from shared.erasure import SOMEBODY
from shared.events.intake import OutcomeConfirmed, ReporterWrote, ReportWithdrawn
from shared.events.triage import (
    REPORTER,
    TEAM,
    CaseProtected,
    CaseReopened,
    CaseStatus,
    FloorLifted,
    MessageWritten,
    PersonNamed,
    TaskCompleted,
)
from shared.events.triage_people import ContactBlocked, HelperRevoked
from shared.ids import CaseId, PersonId
from tests.factories.cases import ANNA, BO, HOUR, NOON, accepted, after, invited, received, to_professionals
from tests.fakes.triage import CASE, REPORT, World, snowed_in

ID, CONTACT = CaseId(CASE), "contact"
THANKS = ReporterWrote(text="You were so kind.", thanks=True)


def helped() -> World:
    """Anna did it, and the reporter said that it is fixed."""
    world = snowed_in(contact_id=CONTACT)
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    set_out(
        SetOut(case_id=ID, person_id=PersonId(ANNA)),
        cases=world.cases,
        helpers=world.helpers,
        neighbourhood=world.neighbourhood,
        clock=world.clock,
    )
    complete_task(
        CompleteTask(case_id=ID, person_id=PersonId(ANNA), minutes=20),
        cases=world.cases,
        helpers=world.helpers,
        deciding=world.deciding,
    )
    world.hear_topics()
    says(world, OutcomeConfirmed(), version=2)
    return world


def says(world: World, told: OutcomeConfirmed | ReporterWrote | ReportWithdrawn, *, version: int) -> None:
    world.hear_report(HearReport(report_id=REPORT, version=version, at=NOON + HOUR, happened=told))


def letters(world: World) -> list[MessageWritten]:
    return [each for each in world.cases.happened if isinstance(each, MessageWritten)]


def test_whoever_helped_is_thanked_once_and_the_case_stays_closed() -> None:
    world = helped()
    for _ in range(2):
        says(world, THANKS, version=3)
    assert letters(world) == [
        MessageWritten(to=ANNA, written_by=REPORTER, at=NOON + HOUR, text="You were so kind.", thanks=True)
    ]
    assert world.case.status is CaseStatus.CLOSED
    assert world.case.thanked == {ANNA}
    assert world.case.wrote_again_at is None
    says(world, THANKS, version=4)
    assert [each.to for each in letters(world)] == [ANNA, TEAM]


def test_R10_thanks_change_nothing_about_whom_we_ask_and_when() -> None:
    world = helped()
    before = world.helper(ANNA)
    says(world, THANKS, version=3)
    assert world.helper(ANNA) == before


@pytest.mark.parametrize("told", [replace(THANKS, danger_signs=["gas"]), replace(THANKS, floor_signs=["violence"])])
def test_R1_and_R2_words_that_bear_a_sign_reach_professionals_and_not_the_helper(told: ReporterWrote) -> None:
    world = helped()
    says(world, told, version=3)
    assert letters(world) == []
    assert world.case.messages == [Message(written_by=REPORTER, to=TEAM, text="You were so kind.", at=NOON + HOUR)]
    assert any(isinstance(each, CaseProtected) for each in world.cases.happened)
    assert world.case.status is CaseStatus.REOPENED


def test_R3_words_in_which_nobody_can_look_for_danger_are_no_thanks() -> None:
    case = helped().case
    events = hear(case, replace(THANKS, written_in="ar"), version=3, at=NOON, redecide=to_professionals, is_unread=True)
    assert not any(isinstance(each, MessageWritten) for each in events)
    assert [one.to for one in after(case, *events).messages] == [TEAM]


def test_R5_whoever_did_it_before_it_was_opened_again_reads_nothing_that_is_for_whoever_did_it_since() -> None:
    world = helped()
    world.cases.given(CASE, CaseReopened(reason="not_fixed"))
    says(world, THANKS, version=3)
    assert [each.to for each in letters(world)] == [TEAM]
    world.cases.given(CASE, *invited(BO, ANNA), *accepted(BO), TaskCompleted(person_id=BO))
    says(world, THANKS, version=4)
    assert [each.to for each in letters(world)] == [TEAM, BO]
    world.cases.given(CASE, CaseReopened(reason="not_fixed"), *accepted(ANNA), TaskCompleted(person_id=ANNA))
    says(world, THANKS, version=5)
    assert [each.to for each in letters(world)] == [TEAM, BO, ANNA]


def test_R9_whoever_would_not_meet_them_again_hears_nothing_of_them() -> None:
    world = helped()
    world.helpers.given(ANNA, ContactBlocked(contact_id=CONTACT))
    says(world, THANKS, version=3)
    assert [each.to for each in letters(world)] == [TEAM]


@pytest.mark.parametrize("signs", [{"floor_signs": ["violence"]}, {"danger_signs": ["gas"]}])
def test_R2_where_a_sign_came_after_the_help_the_helper_reads_nothing_any_more(signs: dict[str, list[str]]) -> None:
    """No neighbour is on it: what the reporter writes about it is for professionals, thanks or not."""
    world = helped()
    world.cases.given(CASE, CaseProtected(**signs))
    says(world, THANKS, version=3)
    assert [(each.to, each.text) for each in letters(world)] == [(TEAM, "You were so kind.")]


def test_R2_where_two_professionals_lifted_the_floor_whoever_helped_is_thanked() -> None:
    world = helped()
    world.cases.given(CASE, CaseProtected(floor_signs=["violence"]), FloorLifted(lead="lea", second="kai"))
    says(world, THANKS, version=3)
    assert [each.to for each in letters(world)] == [ANNA]


def test_R9_whoever_is_marked_as_named_in_it_since_hears_nothing_of_them() -> None:
    world = helped()
    world.cases.given(CASE, PersonNamed(person_id=ANNA))
    says(world, THANKS, version=3)
    assert [each.to for each in letters(world)] == [TEAM]


def test_R7_whose_vetting_was_taken_back_since_hears_nothing_of_them() -> None:
    world = helped()
    world.helpers.given(ANNA, HelperRevoked(reason="complaint"))
    says(world, THANKS, version=3)
    assert [each.to for each in letters(world)] == [TEAM]


def test_R14_whoever_took_the_report_back_thanks_nobody() -> None:
    world = helped()
    says(world, ReportWithdrawn(), version=3)
    says(world, THANKS, version=4)
    assert letters(world) == []


def test_whoever_did_not_finish_is_not_thanked() -> None:
    world = snowed_in()
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    says(world, THANKS, version=2)
    assert [each.to for each in letters(world)] == [TEAM]


def test_thanks_are_forgotten_with_whoever_they_were_for() -> None:
    world = helped()
    says(world, THANKS, version=3)
    gone = after(world.case, *forget_helper(world.case, ANNA, at=NOON, redecide=to_professionals))
    assert gone.thanked == frozenset()
    assert [(one.to, one.text) for one in gone.messages] == [(SOMEBODY, "")]


def test_a_case_without_thanks_thanks_nobody() -> None:
    world = World()
    world.report(received())
    assert Case().thanked == world.case.thanked == frozenset()
