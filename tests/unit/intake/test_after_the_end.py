"""A case is over: what its reporter may still say, and what is theirs alone to read."""

import pytest

from services.intake.handlers.confirm_outcome import ConfirmOutcome, confirm_outcome
from services.intake.handlers.dispute_outcome import DisputeOutcome, dispute_outcome
from shared.errors import IllegalMove
from shared.events.intake import OutcomeConfirmed, OutcomeDisputed, ReportEdited, ReporterWrote
from shared.events.triage import CaseReferredOut, CloseReason, ReportStatus
from tests.factories.reports import WORDS, case_state, told
from tests.unit.intake.house import ID, House

ANSWERED = [each for each in CloseReason if each is not CloseReason.UNCONFIRMED]


@pytest.fixture
def house() -> House:
    """A report whose case was said to be done."""
    house = House()
    house.resolves(version=5)
    return house


def confirm(house: House) -> None:
    confirm_outcome(ConfirmOutcome(report_id=ID), reports=house.reports, stories=house.stories)


def dispute(house: House) -> None:
    dispute_outcome(DisputeOutcome(report_id=ID), reports=house.reports, stories=house.stories, words=WORDS)


def test_however_late_it_is_not_fixed(house: House) -> None:
    house.closes(CloseReason.UNCONFIRMED)
    dispute(house)
    assert house.reports.happened == [OutcomeDisputed(resolution=5)]


def test_however_late_it_is_fixed(house: House) -> None:
    house.closes(CloseReason.UNCONFIRMED)
    confirm(house)
    assert house.reports.happened == [OutcomeConfirmed(resolution=5)]


def test_a_late_answer_is_given_once(house: House) -> None:
    house.closes(CloseReason.UNCONFIRMED)
    confirm(house)
    with pytest.raises(IllegalMove, match="answered_already"):
        dispute(house)


@pytest.mark.parametrize("reason", ANSWERED)
def test_what_closed_for_another_reason_asks_nothing(house: House, reason: CloseReason) -> None:
    house.closes(reason)
    assert house.status.status is ReportStatus.CLOSED
    with pytest.raises(IllegalMove, match="nothing_to_answer"):
        confirm(house)


@pytest.mark.parametrize("reason", CloseReason)
def test_nobody_writes_where_nobody_reads(house: House, reason: CloseReason) -> None:
    house.closes(reason)
    with pytest.raises(IllegalMove, match="case_over"):
        house.writes("Thank you")
    with pytest.raises(IllegalMove, match="case_over"):
        house.edits("Both lamps are out.")
    assert house.reports.happened == []


def test_nobody_writes_to_those_who_passed_it_on(house: House) -> None:
    house.hears(told(CaseReferredOut(to="the railway"), version=7, state=case_state(ReportStatus.REFERRED_OUT)))
    with pytest.raises(IllegalMove, match="case_over"):
        house.writes("Thank you")


def test_R1_words_of_danger_are_taken_whatever_has_ended_for_they_open_it_again(house: House) -> None:
    house.closes(CloseReason.CONFIRMED)
    house.writes("Now there is fire")
    house.edits("They want cash")
    assert house.reports.happened == [
        ReporterWrote(text="Now there is fire", danger_signs=["fire"]),
        ReportEdited(text="They want cash", floor_signs=["money"]),
    ]


def test_while_it_is_being_confirmed_people_still_read(house: House) -> None:
    house.writes("Thank you")
    house.edits("Both lamps are out.")
    assert len(house.reports.happened) == 2
