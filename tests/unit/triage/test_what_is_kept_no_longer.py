"""What goes of a case when it was kept long enough, and that nothing goes while somebody works on it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from services.triage.domain.case import Case, LiftProposal, Message, Outcome
from services.triage.domain.keeping import empty, is_over, kept_as
from services.triage.domain.report import Wording
from shared.errors import IllegalMove
from shared.events.triage import (
    CaseClosed,
    CaseReopened,
    CaseStatus,
    CloseReason,
    MessageWritten,
    PlaceDisclosed,
)
from shared.retention import OF_REPORTS, PROTECTED, Data
from tests.factories.cases import ANNA, NOON, after, case_after, opened

ENDS = {CaseStatus.CLOSED, CaseStatus.LINKED, CaseStatus.REFERRED_OUT}


def closed() -> Case:
    """With words in every place where there can be any."""
    ended = CaseClosed(reason=CloseReason.CONFIRMED)
    case = case_after(opened(text="canary", answers={"a": "canary"}), ended)
    before = [Wording(text="canary", until=NOON)]
    told = replace(case.told, address="canary", contact_id="hash", mailbox_id="hash", earlier=before)
    done = Outcome(action="repaired", words="canary", by_helper=False, answer_by=NOON)
    reason = LiftProposal(person_id=ANNA, as_lead=True, reason="canary")
    wrote = Message(written_by="reporter", to="team", text="canary")
    return replace(
        case,
        report=told,
        outcome=done,
        past_outcomes=[done],
        lift_reasons=[reason],
        lift_proposal=reason,
        messages=[wrote],
    )


def without(case: Case, *data: Data) -> Case:
    for each in data:
        case = after(case, *empty(case, data=each))
    return case


GONE: Mapping[Data, Callable[[Case], bool]] = {
    Data.WORDS: lambda case: (case.told.text, case.told.answers, case.told.earlier) == ("", {}, []),
    Data.PLACE: lambda case: (case.told.place, case.told.address) == (None, None),
    Data.CONTACT: lambda case: not case.told.known_by,
    Data.MESSAGES: lambda case: "canary" not in str(replace(case, report=None)),
}


@pytest.mark.parametrize("data", OF_REPORTS)
def test_each_kind_of_data_goes_by_itself(data: Data) -> None:
    assert not GONE[data](closed())
    left = without(closed(), data)
    assert [each for each in OF_REPORTS if GONE[each](left)] == [data]
    assert empty(left, data=data) == ()


def test_nothing_of_anybody_is_left_in_the_end_and_how_it_went_is() -> None:
    before = closed()
    left = without(before, *OF_REPORTS)
    assert "canary" not in str(left)
    assert "hash" not in str(left)
    assert (left.status, left.decisions, left.close_reason) == (before.status, before.decisions, before.close_reason)


@pytest.mark.parametrize("status", sorted(set(CaseStatus) - ENDS - {CaseStatus.WITHDRAWN}))
def test_an_open_case_is_never_touched(status: CaseStatus) -> None:
    case = replace(closed(), status=status)
    assert not is_over(case)
    with pytest.raises(IllegalMove):
        empty(case, data=Data.WORDS)


def test_R14_what_was_taken_back_and_bears_a_sign_goes_on() -> None:
    taken_back = replace(closed(), status=CaseStatus.WITHDRAWN)
    assert is_over(taken_back)
    assert not is_over(replace(taken_back, floor_signs=["violence"]))


def test_R2_a_sign_that_was_lifted_counts_all_the_same() -> None:
    lifted = replace(closed(), floor_signs=["violence"], lifted_signs=["violence"])
    assert kept_as(lifted) == PROTECTED
    assert kept_as(closed()) == closed().told.category


def test_who_looks_brings_nothing_and_who_writes_or_opens_it_again_does() -> None:
    left = without(closed(), *OF_REPORTS)
    assert after(left, PlaceDisclosed(to=ANNA, what=["place"], why="w")).emptied
    assert not after(left, MessageWritten(to="reporter", text="Hello.")).emptied
    assert not after(left, CaseReopened(reason="not_fixed")).emptied
