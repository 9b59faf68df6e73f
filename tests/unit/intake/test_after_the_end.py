"""A case is over: what its reporter may still say, and what is theirs alone to read."""

import pytest

from services.intake.handlers.confirm_outcome import ConfirmOutcome, confirm_outcome
from services.intake.handlers.dispute_outcome import DisputeOutcome, dispute_outcome
from shared.errors import IllegalMove
from shared.events.intake import OutcomeConfirmed, OutcomeDisputed
from shared.events.triage import CloseReason, ReportStatus
from tests.factories.reports import WORDS
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
