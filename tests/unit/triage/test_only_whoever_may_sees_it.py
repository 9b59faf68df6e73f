"""Who sees words and places, and that every showing is written down before it is shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.triage.domain.case import Case
from services.triage.domain.policy import Rule
from services.triage.domain.professionals import SHOWING_LASTS
from services.triage.handlers.abort_unsafe import AbortUnsafe, abort_unsafe
from services.triage.handlers.block_contact import BlockContact, block_contact
from services.triage.handlers.complete_task import CompleteTask, complete_task
from services.triage.handlers.raise_protection import RaiseProtection, raise_protection
from services.triage.handlers.resolve_case import ResolveCase, resolve_case
from services.triage.handlers.set_out import SetOut, set_out
from services.triage.handlers.show_case import ShowCase, show_case
from services.triage.handlers.show_task import OpenTask, ShowTask, show_task
from services.triage.handlers.show_unsafe_place import ShowUnsafePlace, UnsafePlace, show_unsafe_place
from services.triage.handlers.take_case import TakeCase, take_case
from services.triage.handlers.write_message import WriteMessage, write_message
from shared.errors import NotEligible, NotFound, Refused
from shared.events.triage import PlaceDisclosed, Route
from shared.events.triage_people import HelperVetted, Role
from shared.ids import CaseId, PersonId
from shared.repository import Found
from tests.factories.cases import ANNA, BO, HOUR, NOON, SQUARE, received
from tests.fakes.neighbourhood import POLICY, FakeNeighbourhood
from tests.fakes.triage import CASE, World

ID = CaseId(CASE)
KAI, LEA, COCO, OTHER = "kai", "lea", "coco", "otto"


def told(**changes: object) -> World:
    """Anna has the slot; Kai works for the streets, Otto for another team, Lea leads safeguarding, Coco coordinates."""
    world = World()
    world.with_role(KAI, Role.CASEWORKER, "streets")
    world.with_role(OTHER, Role.CASEWORKER, "parks")
    world.with_role(LEA, Role.SAFEGUARDING_LEAD)
    world.with_role(COCO, Role.COORDINATOR)
    for person in (ANNA, BO):
        world.with_helper(person)
    world.report(received(**changes))
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    return world


def shown_task(world: World, person: str = ANNA) -> OpenTask:
    return show_task(
        ShowTask(case_id=ID, person_id=PersonId(person)),
        cases=world.cases,
        helpers=world.helpers,
        neighbourhood=world.neighbourhood,
        clock=world.clock,
    )


def shown_case(world: World, person: str) -> None:
    command = ShowCase(case_id=ID, by=PersonId(person), with_place=True)
    show_case(command, cases=world.cases, roles=world.roles, clock=world.clock)


def shown_unsafe(world: World, person: str) -> UnsafePlace:
    command = ShowUnsafePlace(case_id=ID, by=PersonId(person))
    return show_unsafe_place(command, cases=world.cases, roles=world.roles, clock=world.clock)


def disclosures(world: World) -> list[PlaceDisclosed]:
    return [each for each in world.cases.happened if isinstance(each, PlaceDisclosed)]


def test_R5_the_assigned_helper_sees_place_and_words_and_it_is_written_down() -> None:
    world = told(at_home=True)
    task = shown_task(world)
    assert (task.place, task.address, task.words) == (SQUARE, "Aleksanterinkatu 1", "The path is covered.")
    assert disclosures(world) == [PlaceDisclosed(to=ANNA, what=["place", "words"], why="assigned", at=NOON)]
    assert task.on_call is not None


def test_R5_each_showing_is_written_down() -> None:
    world = told()
    shown_task(world)
    world.clock.advance(SHOWING_LASTS)
    shown_task(world)
    assert len(disclosures(world)) == 2


def test_R5_whoever_was_asked_but_does_not_have_it_sees_nothing() -> None:
    world = told()
    with pytest.raises(NotFound):
        shown_task(world, BO)
    assert not disclosures(world)


def test_R5_after_the_work_nothing_is_shown_any_more() -> None:
    world = told()
    world.hand_back(ANNA)
    with pytest.raises(NotFound):
        shown_task(world)


def test_R5_a_slot_without_a_claim_shows_nothing() -> None:
    world = told()
    world.revoke(ANNA)
    assert ANNA in world.case.active
    with pytest.raises(NotFound):
        shown_task(world)
    assert not disclosures(world)


def test_R7_a_vetting_that_has_expired_shows_nothing() -> None:
    world = told()
    world.helpers.given(ANNA, HelperVetted(tier=3, expires_at=NOON + HOUR))
    shown_task(world)
    world.clock.advance(HOUR)
    with pytest.raises(NotFound):
        shown_task(world)


def test_R7_whoever_was_revoked_cannot_set_out() -> None:
    world = told()
    world.revoke(ANNA)
    with pytest.raises(NotFound):
        _sets_out(world)


def test_R8_nobody_sets_out_while_nobody_answers() -> None:
    world = told()
    world.neighbourhood.answers_now = None
    with pytest.raises(NotEligible, match="nobody_answers_now"):
        _sets_out(world)


def test_the_teams_caseworker_reads_a_protected_case_and_it_is_written_down() -> None:
    world = told(at_home=True)
    shown_case(world, KAI)
    assert disclosures(world) == [PlaceDisclosed(to=KAI, what=["place", "words"], why="works_on_it", at=NOON)]


def test_an_open_place_needs_no_disclosure() -> None:
    world = told()
    shown_case(world, KAI)
    assert not disclosures(world)


@pytest.mark.parametrize("person", [OTHER, COCO, ANNA, "stranger"])
def test_R14_to_everybody_else_there_is_no_such_case(person: str) -> None:
    world = told(at_home=True)
    with pytest.raises(NotFound):
        shown_case(world, person)
    assert not disclosures(world)


def test_the_safeguarding_lead_reads_it_and_that_is_written_down() -> None:
    world = told(at_home=True)
    shown_case(world, LEA)
    assert disclosures(world)[0].to == LEA


def test_R8_the_coordinator_sees_the_place_only_where_somebody_said_unsafe() -> None:
    world = told(at_home=True)
    with pytest.raises(NotFound):
        shown_unsafe(world, COCO)
    abort_unsafe(AbortUnsafe(case_id=ID, person_id=PersonId(ANNA)), cases=world.cases, deciding=world.deciding)
    assert (shown_unsafe(world, COCO).place, shown_unsafe(world, COCO).helper) == (SQUARE, ANNA)
    assert disclosures(world)[0] == PlaceDisclosed(to=COCO, what=["place"], why="aborted_unsafe", at=NOON)
    with pytest.raises(NotFound):
        shown_unsafe(world, OTHER)


def test_another_teams_caseworker_can_do_nothing_with_it() -> None:
    world = told()
    with pytest.raises(NotFound):
        take_case(
            TakeCase(case_id=ID, by=PersonId(OTHER)), cases=world.cases, roles=world.roles, deciding=world.deciding
        )
    with pytest.raises(NotFound):
        _resolves(world, OTHER)
    with pytest.raises(NotFound):
        _writes(world, OTHER, "reporter")


def test_a_case_that_has_moved_on_since_it_was_read_is_read_anew_before_anything_is_done_with_it() -> None:
    world = told()
    known = world.cases.get(ID)
    _writes(world, KAI, "reporter")
    with pytest.raises(NotFound):
        _resolves(world, OTHER, known=known)
    _resolves(world, KAI, known=known)
    assert (world.case.outcome is not None, len(world.case.messages)) == (True, 1)


def test_whoever_takes_a_case_over_from_neighbours_has_it_and_sees_it() -> None:
    parks = Rule(code="parks_first", route=Route.NEIGHBOURS, reasons=("suits_a_neighbour",), team="parks")
    world = World(FakeNeighbourhood(policy=replace(POLICY, rules=(parks,))))
    world.with_role(OTHER, Role.CASEWORKER, "parks")
    world.with_helper(ANNA)
    world.report()
    world.invite()
    take_case(TakeCase(case_id=ID, by=PersonId(OTHER)), cases=world.cases, roles=world.roles, deciding=world.deciding)
    assert world.case.taken_by == OTHER
    shown_case(world, OTHER)


def test_resolving_needs_an_action_of_the_pack() -> None:
    world = told()
    with pytest.raises(Refused, match="action_missing"):
        _resolves(world, KAI, action="made_up")
    _resolves(world, KAI)
    assert world.case.outcome is not None


def test_the_assigned_helper_writes_through_the_case_and_reads_what_is_meant_for_them() -> None:
    world = told()
    _writes(world, ANNA, "reporter")
    _writes(world, KAI, ANNA)
    _writes(world, KAI, "reporter")
    assert [(one.written_by, one.to) for one in shown_task(world).messages] == [(ANNA, "reporter"), (KAI, ANNA)]


def test_whoever_does_not_have_it_cannot_write() -> None:
    with pytest.raises(NotFound):
        _writes(told(), BO, "reporter")


def test_R2_protection_raised_by_the_team_takes_the_task_from_the_helper() -> None:
    world = told()
    raise_protection(
        RaiseProtection(case_id=ID, by=PersonId(KAI), danger_signs=(), floor_signs=("violence",)),
        cases=world.cases,
        roles=world.roles,
        deciding=world.deciding,
    )
    with pytest.raises(NotFound):
        shown_task(world)
    assert world.case.decision.team == "safeguarding"


def test_a_finished_task_gives_back_the_claim() -> None:
    world = told()
    _completes(world)
    world.hear_topics()
    assert not world.helper(ANNA).claims
    assert world.case.outcome is not None
    assert world.case.outcome.action == "neighbour_helped"


def test_R9_a_helper_need_not_meet_somebody_again() -> None:
    world = told()
    command = BlockContact(person_id=PersonId(ANNA), case_id=ID)
    block_contact(command, helpers=world.helpers, cases=world.cases)
    assert world.helper(ANNA).blocked == ["contact-of-reporter"]
    with pytest.raises(NotFound):
        block_contact(replace(command, person_id=PersonId("stranger")), helpers=world.helpers, cases=world.cases)


def test_R9_a_helper_who_blocks_somebody_blocks_all_addresses_of_their_mailbox() -> None:
    world = told(mailbox_id="mailbox-of-reporter")
    block_contact(BlockContact(person_id=PersonId(ANNA), case_id=ID), helpers=world.helpers, cases=world.cases)
    assert world.helper(ANNA).blocked == ["mailbox-of-reporter"]


def _sets_out(world: World) -> None:
    _works(world, set_out, SetOut(case_id=ID, person_id=PersonId(ANNA)))


def _completes(world: World) -> None:
    command = CompleteTask(case_id=ID, person_id=PersonId(ANNA), minutes=25)
    complete_task(command, cases=world.cases, helpers=world.helpers, deciding=world.deciding)


def _works(world: World, step: Callable[..., None], command: object) -> None:
    step(command, cases=world.cases, helpers=world.helpers, neighbourhood=world.neighbourhood, clock=world.clock)


def _resolves(world: World, person: str, *, action: str = "repaired", known: Found[Case] | None = None) -> None:
    resolve_case(
        ResolveCase(case_id=ID, by=PersonId(person), action=action, words="Cleared.", known=known),
        cases=world.cases,
        roles=world.roles,
        deciding=world.deciding,
    )


def _writes(world: World, person: str, to: str) -> None:
    command = WriteMessage(case_id=ID, by=PersonId(person), to=to, text="Hello.")
    write_message(command, cases=world.cases, roles=world.roles, deciding=world.deciding)
