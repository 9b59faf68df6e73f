"""A case is over: what its reporter may still say, and what is theirs alone to read."""

import pytest

from services.intake.domain.standing import turns_of
from services.intake.domain.story import Step, StepCode, Story
from services.intake.handlers.confirm_outcome import ConfirmOutcome, confirm_outcome
from services.intake.handlers.dispute_outcome import DisputeOutcome, dispute_outcome
from services.intake.queries.public_report import public_report
from shared.errors import IllegalMove
from shared.events.intake import OutcomeConfirmed, OutcomeDisputed, ReportEdited, ReporterWrote
from shared.events.triage import (
    CaseReferredOut,
    CaseReopened,
    CaseResolved,
    CloseReason,
    MessageWritten,
    ReportStatus,
)
from shared.ids import Reference
from tests.factories.reports import NOW, REFERENCE, WORDS, case_state, report, told
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
    refers(house, "the railway")
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


def test_R1_a_danger_that_was_known_is_told_on_again_for_it_may_have_begun_anew(house: House) -> None:
    house.writes("Now there is fire")
    house.closes(CloseReason.CONFIRMED)
    house.writes("Again there is fire")
    assert house.reports.happened[-1] == ReporterWrote(text="Again there is fire", danger_signs=["fire"])


def test_while_it_is_being_confirmed_people_still_read(house: House) -> None:
    house.writes("Thank you")
    house.edits("Both lamps are out.")
    assert len(house.reports.happened) == 2


def test_whoever_has_it_now_is_told_to_the_reporter(house: House) -> None:
    refers(house, "the railway, phone 555 0199")
    assert house.mine.referred_to == "the railway, phone 555 0199"
    assert house.mine.steps[-1].words == "the railway, phone 555 0199"


def test_what_came_back_is_with_nobody_else(house: House) -> None:
    refers(house, "the railway")
    house.hears(told(CaseReopened(reason="not_fixed"), version=9, state=case_state(ReportStatus.REOPENED)))
    assert house.mine.referred_to == ""


def test_R5_words_of_those_who_work_on_it_are_no_part_of_what_others_see(house: House) -> None:
    canary = "canary: the son of Ms Holm"
    words_of_caseworkers = (
        CaseResolved(action="repaired", answer_by=NOW, words=canary),
        MessageWritten(to="reporter", text=canary),
        CaseReferredOut(to=canary),
    )
    for version, happened in enumerate(words_of_caseworkers, start=7):
        house.hears(told(happened, version=version, state=case_state(ReportStatus.REFERRED_OUT)))
    assert repr(house.mine).count(canary) >= len(words_of_caseworkers)
    seen = public_report(Reference(REFERENCE), public_reports=house.reports, stories=house.stories)
    assert canary not in repr(house.status)
    assert canary not in repr(seen)


def test_R5_a_step_of_which_the_words_were_kept_as_its_reason_tells_them_to_nobody_else() -> None:
    """Stories that were kept before the words had a field of their own."""
    step = Step(
        at=NOW, version=7, code=StepCode.REFERRED_OUT, status=ReportStatus.REFERRED_OUT, reason="canary: the railway"
    )
    story = Story(case_id="c", state=case_state(ReportStatus.REFERRED_OUT), as_of=NOW, steps=(step,))
    assert turns_of(report(), story, withdrawn_at=None)[-1].reason is None


def refers(house: House, to: str) -> None:
    house.hears(told(CaseReferredOut(to=to), version=7, state=case_state(ReportStatus.REFERRED_OUT)))
