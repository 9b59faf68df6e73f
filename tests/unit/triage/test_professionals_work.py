"""Given a case, when professionals take, resolve, protect or lift, then this follows."""

import pytest

from services.triage.domain import professionals, protection
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.reasons import Ended, No, Why
from services.triage.domain.shelves import Shelf, shelves_of, team_shelf
from shared.errors import IllegalMove, Refused
from shared.events.triage import (
    AssignmentRefused,
    CaseEvent,
    CaseProtected,
    CaseReferredOut,
    CaseReopened,
    CaseResolved,
    CaseStatus,
    CaseTaken,
    CaseWithdrawn,
    FloorLifted,
    FloorLiftProposed,
    InvitationStoodDown,
    InvitationWithdrawn,
    PersonNamed,
    Route,
)
from tests.factories.cases import (
    ANNA,
    BO,
    DAY,
    NOON,
    accepted,
    after,
    case_after,
    invited,
    opened,
    to_professionals,
)

KAI, LEA = "kai", "lea"
WITH_TEAM = case_after(opened(route=Route.PROFESSIONAL))
OFFERED = case_after(opened(), invited(ANNA, BO))
HAS_IT = after(OFFERED, *accepted(ANNA))
FLOOR = case_after(opened(route=Route.PROFESSIONAL, floor_signs=["child_at_risk"]))


def resolves(case: Case, *, action: str = "repaired", words: str = "New lamp.") -> Events:
    return professionals.resolve(case, action=action, words=words, answer_by=NOON + DAY)


def test_a_caseworker_takes_a_case_once() -> None:
    assert professionals.take(WITH_TEAM, by=KAI, redecide=to_professionals) == (CaseTaken(person_id=KAI),)
    taken = after(WITH_TEAM, CaseTaken(person_id=KAI))
    assert professionals.take(taken, by=KAI, redecide=to_professionals) == ()
    assert professionals.take(taken, by=LEA, redecide=to_professionals) == (CaseTaken(person_id=LEA),)


def test_taking_a_case_that_neighbours_are_asked_about_stands_them_down() -> None:
    took = professionals.take(OFFERED, by=KAI, redecide=to_professionals)
    assert took[0] == InvitationStoodDown(person_id=ANNA, reason=Ended.WITH_TEAM)
    case = after(OFFERED, *took)
    assert (case.taken_by, case.decision.reason_codes, case.asking) == (KAI, [Why.TAKEN_BY_TEAM], None)


def test_nobody_takes_a_case_from_the_neighbour_who_is_on_it() -> None:
    with pytest.raises(IllegalMove, match=No.NEIGHBOUR_ON_IT):
        professionals.take(HAS_IT, by=KAI, redecide=to_professionals)


@pytest.mark.parametrize("missing,no", [({"action": ""}, No.ACTION_MISSING), ({"words": "  "}, No.WORDS_MISSING)])
def test_closing_needs_an_action_and_words(missing: dict[str, str], no: No) -> None:
    with pytest.raises(Refused, match=no):
        resolves(WITH_TEAM, **missing)


def test_whoever_was_asked_or_on_it_is_called_off_when_the_team_has_done_it() -> None:
    assert AssignmentRefused(person_id=ANNA, reason=Ended.DONE_BY_TEAM) in resolves(HAS_IT)
    assert isinstance(resolves(HAS_IT)[-1], CaseResolved)


def test_what_is_resolved_is_not_resolved_again() -> None:
    with pytest.raises(IllegalMove, match="case_is_resolved_unconfirmed"):
        resolves(after(WITH_TEAM, *resolves(WITH_TEAM)))


def test_another_body_has_it_by_name() -> None:
    assert professionals.refer_out(WITH_TEAM, to="the railway") == (CaseReferredOut(to="the railway"),)
    with pytest.raises(Refused, match=No.REASON_MISSING):
        professionals.refer_out(WITH_TEAM, to=" ")


def test_R14_nobody_writes_to_whoever_withdrew() -> None:
    withdrawn = case_after(opened(route=Route.PROFESSIONAL, danger_signs=["gas"]), CaseWithdrawn(stays_open=True))
    with pytest.raises(Refused, match=No.REPORTER_WITHDREW):
        professionals.write(withdrawn, by=KAI, to="reporter", text="Hello", at=NOON)


def test_R6_people_write_to_each_other_through_the_case_alone() -> None:
    with pytest.raises(Refused, match=No.NOBODY_TO_WRITE_TO):
        professionals.write(OFFERED, by=KAI, to=ANNA, text="Hello", at=NOON)
    written = professionals.write(HAS_IT, by=KAI, to=ANNA, text="Hello", at=NOON)
    assert after(HAS_IT, *written).messages[-1].to == ANNA


def raises(case: Case, **signs: tuple[str, ...]) -> Events:
    return protection.protect(
        case, danger=signs.get("danger", ()), floor=signs.get("floor", ()), redecide=to_professionals
    )


def test_R2_raising_protection_takes_the_case_from_neighbours_at_once() -> None:
    raised = raises(HAS_IT, floor=("violence",))
    assert raised[0] == CaseProtected(floor_signs=["violence"])
    assert AssignmentRefused(person_id=ANNA, reason=Ended.PROTECTION_RAISED) in raised
    assert InvitationWithdrawn(person_id=BO, reason=Ended.PROTECTION_RAISED) in raised
    case = after(HAS_IT, *raised)
    assert (case.decision.route, case.asking, case.active) == (Route.PROFESSIONAL, None, {})


def test_raising_what_stands_raises_nothing() -> None:
    assert raises(FLOOR, floor=("child_at_risk",)) == ()


def test_R2_nobody_lifts_the_floor_alone() -> None:
    proposed = protection.propose_lift(FLOOR, by=LEA, as_lead=True, reason="A grown-up was there.")
    assert proposed == (FloorLiftProposed(person_id=LEA, as_lead=True, reason="A grown-up was there."),)
    with pytest.raises(Refused, match=No.SECOND_PERSON_NEEDED):
        protection.second_lift(
            after(FLOOR, *proposed), by=LEA, as_lead=True, reason="Me again.", redecide=to_professionals
        )


def test_R2_two_without_the_lead_are_not_enough() -> None:
    proposed = after(FLOOR, *protection.propose_lift(FLOOR, by=KAI, as_lead=False, reason="Fine."))
    with pytest.raises(Refused, match=No.LEAD_NEEDED):
        protection.second_lift(proposed, by="mia", as_lead=False, reason="Fine.", redecide=to_professionals)


@pytest.mark.parametrize("lead_first", [True, False])
def test_R2_the_lead_and_a_second_professional_lift_it_together(lead_first: bool) -> None:  # noqa: FBT001 a case each
    first, second = (LEA, KAI) if lead_first else (KAI, LEA)
    proposed = after(FLOOR, *protection.propose_lift(FLOOR, by=first, as_lead=lead_first, reason="Why."))
    lifted = protection.second_lift(
        proposed, by=second, as_lead=not lead_first, reason="I saw it.", redecide=to_professionals
    )
    assert FloorLifted(lead=LEA, second=KAI) in lifted
    assert not after(proposed, *lifted).bears_floor
    assert [one.reason for one in after(proposed, *lifted).lift_reasons] == ["Why.", "I saw it."]


@pytest.mark.parametrize(
    "before, why",
    [
        ((CaseTaken(person_id=KAI),), Why.TAKEN_BY_TEAM),
        ((CaseReopened(reason="sign_noticed"),), Why.STAYS_WITH_TEAM),
        ((CaseWithdrawn(stays_open=True),), Why.STAYS_WITH_TEAM),
        ((), None),
    ],
)
def test_R2_what_the_team_has_in_hand_stays_there_when_the_floor_is_lifted_and_says_why(
    before: tuple[CaseEvent, ...], why: str | None
) -> None:
    case = after(FLOOR, *before, FloorLiftProposed(person_id=LEA, as_lead=True, reason="Why."))
    asked: list[str | None] = []

    def decides(after_it: Case, barred_by: str | None) -> Events:
        asked.append(barred_by)
        return to_professionals(after_it, barred_by)

    protection.second_lift(case, by=KAI, as_lead=False, reason="I saw it.", redecide=decides)
    assert asked == [why]


def test_R2_lifting_needs_reasons() -> None:
    with pytest.raises(Refused, match=No.REASON_MISSING):
        protection.propose_lift(FLOOR, by=LEA, as_lead=True, reason=" ")


def test_R2_a_sign_raised_again_stands_again() -> None:
    proposed = after(FLOOR, FloorLiftProposed(person_id=LEA, as_lead=True), FloorLifted(lead=LEA, second=KAI))
    assert not proposed.bears_floor
    assert after(proposed, *raises(proposed, floor=("child_at_risk",))).bears_floor


def test_there_is_nothing_to_lift_where_no_floor_is() -> None:
    with pytest.raises(Refused, match=No.NO_FLOOR_TO_LIFT):
        protection.propose_lift(WITH_TEAM, by=LEA, as_lead=True, reason="Why.")


def test_R9_whoever_is_named_in_it_leaves_the_case() -> None:
    named = professionals.name_person(HAS_IT, person_id=ANNA, at=NOON, redecide=to_professionals)
    assert named[:2] == (PersonNamed(person_id=ANNA), AssignmentRefused(person_id=ANNA, reason=Ended.NAMED_IN_CASE))
    assert professionals.name_person(after(HAS_IT, *named), person_id=ANNA, at=NOON, redecide=to_professionals) == ()


@pytest.mark.parametrize("end", [CaseReferredOut(to="the railway"), resolves(WITH_TEAM)[-1]])
def test_R1_a_sign_that_a_professional_notices_brings_back_what_nobody_here_works_on(end: CaseEvent) -> None:
    ended = after(WITH_TEAM, end)
    told = raises(ended, danger=("gas",))
    assert CaseReopened(reason="sign_noticed") in told
    assert team_shelf(ended.decision.team, Shelf.URGENT) in shelves_of(after(ended, *told))


def test_protection_never_falls_when_a_case_is_reopened_or_taken() -> None:
    assert after(FLOOR, CaseTaken(person_id=KAI)).bears_floor
    assert after(FLOOR, CaseTaken(person_id=KAI)).status is CaseStatus.ROUTED
