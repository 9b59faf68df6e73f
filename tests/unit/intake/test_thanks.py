"""Whoever was helped may say thank you: once, when it is fixed, and never instead of words that protect somebody."""

import pytest

from services.intake.domain.draft import LONGEST_THANKS, Unacceptable
from services.intake.domain.story import who_helped
from services.intake.handlers.confirm_outcome import ConfirmOutcome, confirm_outcome
from services.intake.handlers.dispute_outcome import DisputeOutcome, dispute_outcome
from services.intake.handlers.say_thanks import SayThanks, say_thanks
from shared.errors import IllegalMove
from shared.events.intake import ReporterWrote, ReportWithdrawn
from shared.events.triage import CaseReopened, CloseReason, PersonForgotten, ReportStatus, TaskCompleted
from tests.factories.reports import REPORT_ID, WORDS, case_state, told
from tests.unit.intake.house import ID, House


@pytest.fixture
def house() -> House:
    """Bo did it, and the reporter said that it is fixed."""
    house = House()
    does_it(house, version=4)
    house.resolves(version=5)
    confirm_outcome(ConfirmOutcome(report_id=ID), reports=house.reports, stories=house.stories)
    house.closes(CloseReason.CONFIRMED)
    return house


def does_it(house: House, *, version: int, who: str = "bo") -> None:
    house.hears(told(TaskCompleted(person_id=who), version=version, state=case_state(ReportStatus.NEIGHBOUR_ON_IT)))


def thanks(house: House, text: str = "") -> None:
    say_thanks(SayThanks(report_id=ID, text=text), reports=house.reports, stories=house.stories, words=WORDS)


def said(house: House) -> list[ReporterWrote]:
    return [each for each in house.reports.happened if isinstance(each, ReporterWrote)]


def test_a_thank_you_needs_no_words(house: House) -> None:
    thanks(house)
    assert said(house) == [ReporterWrote(text="", thanks=True)]


def test_a_thank_you_is_said_once(house: House) -> None:
    for _ in range(2):
        thanks(house, "You were so kind.")
    assert said(house) == [ReporterWrote(text="You were so kind.", thanks=True)]


def test_other_words_from_a_page_that_is_old_by_then_are_not_said_to_be_on_their_way(house: House) -> None:
    thanks(house)
    with pytest.raises(IllegalMove, match="thanked_already"):
        thanks(house, "You were so kind.")
    thanks(house, "Thank you, but there was violence.")
    assert [each.text for each in said(house)] == ["", "Thank you, but there was violence."]


def test_what_was_done_anew_may_be_thanked_for_anew(house: House) -> None:
    thanks(house)
    house.hears(told(CaseReopened(reason="sign_noticed"), version=8, state=case_state(ReportStatus.REOPENED)))
    with_nobody = house.mine
    assert who_helped(with_nobody.story) == ()
    does_it(house, version=9, who="cleo")
    house.resolves(version=10)
    confirm_outcome(ConfirmOutcome(report_id=ID), reports=house.reports, stories=house.stories)
    thanks(house, "Again!")
    assert [each.text for each in said(house)] == ["", "Again!"]
    assert house.mine.report.thanks == [0, 1]


def test_before_it_is_said_to_be_fixed_there_is_nobody_to_thank() -> None:
    house = House()
    does_it(house, version=4)
    house.resolves(version=5)
    with pytest.raises(IllegalMove, match="nobody_to_thank"):
        thanks(house)
    dispute_outcome(DisputeOutcome(report_id=ID), reports=house.reports, stories=house.stories, words=WORDS)
    with pytest.raises(IllegalMove, match="nobody_to_thank"):
        thanks(house)


def test_where_the_team_did_it_alone_there_is_nobody_to_thank() -> None:
    house = House()
    with pytest.raises(IllegalMove, match="nobody_to_thank"):
        thanks(house)
    house.resolves(version=5)
    confirm_outcome(ConfirmOutcome(report_id=ID), reports=house.reports, stories=house.stories)
    with pytest.raises(IllegalMove, match="nobody_to_thank"):
        thanks(house)


def test_whoever_asked_to_be_forgotten_is_thanked_by_nobody(house: House) -> None:
    closed = case_state(ReportStatus.CLOSED, close_reason=CloseReason.CONFIRMED)
    house.hears(told(PersonForgotten(person_ids=["bo"]), version=8, state=closed))
    with pytest.raises(IllegalMove, match="nobody_to_thank"):
        thanks(house)


def test_R14_whoever_took_it_back_writes_no_more(house: House) -> None:
    house.reports.given(REPORT_ID, ReportWithdrawn())
    with pytest.raises(IllegalMove, match="report_withdrawn"):
        thanks(house)


def test_R1_and_R2_words_with_a_sign_are_no_thanks_and_go_to_professionals(house: House) -> None:
    thanks(house, "Thank you, but there was violence.")
    (written,) = said(house)
    assert (written.thanks, written.floor_signs) == (False, ["violence"])
    thanks(house, "They say fire.")
    assert said(house)[-1].danger_signs == ["fire"]
    assert not house.mine.report.thanked


def test_R1_words_with_a_sign_are_taken_also_where_there_is_nobody_to_thank() -> None:
    house = House()
    thanks(house, "There is fire.")
    assert [each.thanks for each in said(house)] == [False]


def test_thanks_are_of_a_bounded_length(house: House) -> None:
    with pytest.raises(Unacceptable):
        thanks(house, "x" * (LONGEST_THANKS + 1))
    thanks(house, "x" * LONGEST_THANKS)
    assert len(said(house)) == 1
