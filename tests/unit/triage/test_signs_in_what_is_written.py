"""Given a case, when a helper or a caseworker writes words with a sign in them, then it is done, and protected."""

from collections.abc import Callable

import pytest

from services.triage.domain import protection
from services.triage.handlers.complete_task import CompleteTask, complete_task
from services.triage.handlers.resolve_case import ResolveCase, resolve_case
from services.triage.handlers.set_out import SetOut, set_out
from services.triage.handlers.write_message import WriteMessage, write_message
from shared.events.triage import (
    AssignmentRefused,
    CaseClosed,
    CaseProtected,
    CaseReopened,
    CaseResolved,
    CaseRouted,
    CaseStatus,
    CaseWithdrawn,
    CloseReason,
    InvitationWithdrawn,
    MessageWritten,
    Route,
    TaskCompleted,
)
from shared.events.triage_people import Role
from shared.ids import CaseId, PersonId
from tests.factories.cases import ANNA, BO, after, case_after, opened, to_professionals
from tests.fakes.triage import CASE, World
from tests.unit.triage.story import KAI, story

ID = CaseId(CASE)
DANGER, HARMLESS = "There is a child all alone here.", "The gate was open, I go in now."


def writes(world: World, who: str, text: str, language: str = "en") -> None:
    command = WriteMessage(case_id=ID, by=PersonId(who), to="reporter", text=text, language=language)
    write_message(command, cases=world.cases, roles=world.roles, deciding=world.deciding)


def is_done(world: World, words: str) -> None:
    set_out(
        SetOut(case_id=ID, person_id=PersonId(ANNA)),
        cases=world.cases,
        helpers=world.helpers,
        neighbourhood=world.neighbourhood,
        clock=world.clock,
    )
    command = CompleteTask(case_id=ID, person_id=PersonId(ANNA), words=words, language="en")
    complete_task(command, cases=world.cases, helpers=world.helpers, deciding=world.deciding)


def resolves(world: World, words: str) -> None:
    command = ResolveCase(case_id=ID, by=PersonId(KAI), action="repaired", words=words, language="en")
    resolve_case(command, cases=world.cases, roles=world.roles, deciding=world.deciding)


def since(world: World, before: int) -> list[type]:
    return [type(each.happened) for each in world.cases.recorded[before:]]


def test_R1_a_helpers_message_with_a_sign_is_sent_and_protects_the_case() -> None:
    world = story("snow")
    before = len(world.cases.recorded)
    writes(world, ANNA, DANGER)
    assert since(world, before) == [MessageWritten, CaseProtected, AssignmentRefused, CaseRouted]
    assert world.case.messages[-1].text == DANGER
    assert world.case.danger_signs == ["child_in_danger"]
    assert not world.case.active
    assert (world.case.decision.route, world.case.decision.is_urgent) == (Route.PROFESSIONAL, True)
    world.hear_topics()
    assert not world.helper(ANNA).claims


def test_R1_a_caseworkers_message_with_a_sign_ends_all_offers() -> None:
    world = story("tree")
    world.with_helper(BO)
    world.hand_back(ANNA)
    assert world.invite() == [BO]
    before = len(world.cases.recorded)
    writes(world, KAI, "He says he was threatened.")
    assert since(world, before) == [MessageWritten, CaseProtected, InvitationWithdrawn, CaseRouted]
    assert world.case.bears_floor


def test_R1_what_a_helper_did_is_done_and_professionals_look_at_the_sign_in_their_words() -> None:
    world = story("snow")
    is_done(world, DANGER)
    happened = since(world, 0)
    assert happened[-5:] == [TaskCompleted, CaseResolved, CaseProtected, CaseReopened, CaseRouted]
    assert world.case.status is CaseStatus.REOPENED
    assert world.case.past_outcomes[-1].words == DANGER
    assert world.case.decision.is_urgent


def test_R1_a_sign_that_nobody_knew_of_opens_again_what_a_caseworker_resolved() -> None:
    world = story("tree")
    before = len(world.cases.recorded)
    resolves(world, DANGER)
    assert since(world, before) == [AssignmentRefused, CaseResolved, CaseProtected, CaseReopened, CaseRouted]
    assert world.case.status is CaseStatus.REOPENED, (
        "which travels with each of them: nobody is asked whether it is fixed"
    )
    assert world.case.past_outcomes[-1].words == DANGER


@pytest.mark.parametrize("act", [lambda world, words: writes(world, ANNA, words), is_done, resolves])
def test_words_without_signs_change_nothing_else(act: Callable[[World, str], None]) -> None:
    world = story("tree")
    act(world, HARMLESS)
    assert not {CaseProtected, CaseReopened} & set(since(world, 0))
    assert since(world, 0).count(CaseRouted) == 1


@pytest.mark.parametrize("act", [lambda world, words: writes(world, KAI, words), resolves])
def test_a_sign_that_stands_already_changes_nothing_more(act: Callable[[World, str], None]) -> None:
    world = story("tree")
    world.with_role(KAI, Role.CASEWORKER, "safeguarding")
    writes(world, ANNA, DANGER)
    act(world, DANGER)
    assert since(world, 0).count(CaseProtected) == 1
    assert CaseReopened not in since(world, 0)


@pytest.mark.parametrize("language", ["en", "da", "fi", ""])
def test_R3_a_language_that_is_not_there_is_read_with_every_phrase(language: str) -> None:
    world = story("snow")
    writes(world, ANNA, DANGER, language)
    assert world.case.danger_signs == ["child_in_danger"]


def test_R18_the_sign_is_kept_as_a_code_and_not_as_words() -> None:
    world = story("snow")
    writes(world, ANNA, DANGER)
    (protected,) = (each.happened for each in world.cases.recorded if isinstance(each.happened, CaseProtected))
    assert protected == CaseProtected(danger_signs=["child_in_danger"], floor_signs=[])


CLOSED = case_after(opened(route=Route.PROFESSIONAL), CaseClosed(reason=CloseReason.CONFIRMED))
WITHDRAWN = case_after(opened(route=Route.PROFESSIONAL), CaseWithdrawn(stays_open=True))


@pytest.mark.parametrize("case", [CLOSED, WITHDRAWN])
def test_a_sign_in_words_is_noticed_in_whatever_state(case: object) -> None:
    events = protection.notice(case, danger=("life",), floor=(), redecide=to_professionals)  # type: ignore[arg-type]
    noticed = after(case, *events)  # type: ignore[arg-type]
    assert noticed.danger_signs == ["life"]
    assert noticed.status is not CaseStatus.CLOSED
