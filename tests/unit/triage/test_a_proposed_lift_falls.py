"""R2: a sign that comes between the first and the second who would lift the floor lets what was proposed fall."""

import pytest

from services.triage.domain import protection
from services.triage.domain.hearing import Told
from services.triage.domain.reasons import No
from shared.errors import Refused
from shared.events.intake import OutcomeDisputed, ReportEdited, ReporterWrote, ReportPhotosAdded
from shared.events.triage import (
    CaseProtected,
    FloorLifted,
    FloorLiftFell,
    FloorLiftProposed,
    ReporterHeard,
    Route,
)
from tests.factories.cases import after, case_after, opened, to_professionals
from tests.unit.triage.hearing import LATER, hears

KAI, LEA = "kai", "lea"
FLOOR = case_after(opened(route=Route.PROFESSIONAL, danger_signs=["gas"], floor_signs=["child_at_risk"]))
PROPOSED = after(FLOOR, FloorLiftProposed(person_id=LEA, as_lead=True, reason="A grown-up was there."))
KNOWN = ["child_at_risk"]
FELL = FloorLiftFell(floor_signs=KNOWN)


@pytest.mark.parametrize(
    "told",
    [
        ReporterWrote(text="He is alone again.", floor_signs=KNOWN),
        ReportEdited(text="He is alone again.", floor_signs=KNOWN),
        OutcomeDisputed(reason="He is alone again.", floor_signs=KNOWN),
    ],
)
def test_R2_a_known_sign_in_later_words_lets_a_proposed_lift_fall(told: Told) -> None:
    heard = hears(PROPOSED, told)
    assert FELL in heard
    case = after(PROPOSED, *heard)
    assert (case.lift_proposal, case.lift_fell_for, case.bears_floor) == (None, KNOWN, True)
    with pytest.raises(Refused, match=No.NOTHING_PROPOSED):
        protection.second_lift(case, by=KAI, as_lead=False, reason="I saw it.", redecide=to_professionals)


def test_R2_words_that_could_not_be_read_in_their_time_let_it_fall_when_they_are() -> None:
    skipped = after(PROPOSED, ReporterHeard(version=3, at=LATER))
    heard = hears(skipped, ReporterWrote(text="He is alone again.", floor_signs=KNOWN), version=2)
    assert after(skipped, *heard).lift_proposal is None


def test_R2_a_known_sign_of_danger_lets_it_fall_too() -> None:
    heard = hears(PROPOSED, ReporterWrote(text="It smells again.", danger_signs=["gas"]))
    assert FloorLiftFell(danger_signs=["gas"]) in heard
    assert after(PROPOSED, *heard).lift_proposal is None


def test_R2_a_new_sign_lets_it_fall_and_protects() -> None:
    heard = hears(PROPOSED, ReporterWrote(text="And he hits him.", floor_signs=["violence", *KNOWN]))
    assert FloorLiftFell(floor_signs=["violence", *KNOWN]) in heard
    assert CaseProtected(floor_signs=["violence"]) in heard
    case = after(PROPOSED, *heard)
    assert (case.lift_proposal, case.lift_fell_for) == (None, ["violence", *KNOWN])


@pytest.mark.parametrize("floor", [("child_at_risk",), ("violence",)])
def test_R2_what_a_professional_notices_lets_it_fall(floor: tuple[str, ...]) -> None:
    noticed = protection.protect(PROPOSED, danger=(), floor=floor, redecide=to_professionals)
    assert FloorLiftFell(floor_signs=list(floor)) in noticed
    assert after(PROPOSED, *noticed).lift_proposal is None


@pytest.mark.parametrize("told", [ReporterWrote(text="Thank you."), ReportPhotosAdded(photo_ids=["p"])])
def test_what_bears_no_sign_leaves_it_as_it_is(told: Told) -> None:
    assert after(PROPOSED, *hears(PROPOSED, told)).lift_proposal == PROPOSED.lift_proposal
    assert protection.protect(PROPOSED, danger=(), floor=(), redecide=to_professionals) == ()


def test_nothing_falls_where_nothing_was_proposed() -> None:
    told = hears(FLOOR, ReporterWrote(text="He is alone again.", floor_signs=KNOWN))
    assert [type(one) for one in told] == [ReporterHeard]


def test_R2_after_it_fell_two_must_agree_anew_and_may() -> None:
    fell = after(PROPOSED, FELL)
    assert [one.reason for one in fell.lift_reasons] == ["A grown-up was there."]
    anew = after(fell, *protection.propose_lift(fell, by=LEA, as_lead=True, reason="I read that too."))
    assert anew.lift_fell_for == []
    lifted = protection.second_lift(anew, by=KAI, as_lead=False, reason="So did I.", redecide=to_professionals)
    assert FloorLifted(lead=LEA, second=KAI) in lifted
    assert not after(anew, *lifted).bears_floor
