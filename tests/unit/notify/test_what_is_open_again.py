"""A case that was done and is open again in the same moment: its reporter hears where it stands, and that once."""

import pytest

from services.notify.domain.scene import Scene
from services.notify.domain.telling import notes_for
from shared.events import triage
from shared.events.triage import CaseState, CaseStatus, ReportStatus
from tests.factories.notify import NOON, case_state, matter, seen

AGAIN = case_state(status=CaseStatus.REOPENED, report_status=ReportStatus.REOPENED)
DONE = case_state(status=CaseStatus.RESOLVED_UNCONFIRMED, report_status=ReportStatus.DONE_UNCONFIRMED)
RESOLVED = triage.CaseResolved(action="repaired", answer_by=NOON, words="She lay on the floor.")
REOPENED = triage.CaseReopened(reason="sign_noticed")


def messages(happened: object, state: CaseState) -> list[str]:
    return [note.message for note in notes_for(happened, Scene(state=state, matter=matter(), seen=seen(), by="kai"))]


@pytest.mark.parametrize("by_helper", [False, True])
def test_whether_it_is_fixed_is_not_asked_when_a_sign_in_the_same_words_opened_it_again_R1(*, by_helper: bool) -> None:
    """The state that comes with an event is the newest, so that it knows what else happened in the same write."""
    done = triage.CaseResolved(action="repaired", answer_by=NOON, words="She lay there.", by_helper=by_helper)
    assert [each for happened in (done, REOPENED) for each in messages(happened, AGAIN)] == ["reopened"]


def test_it_is_asked_when_nothing_opened_it_again() -> None:
    assert messages(RESOLVED, DONE) == ["resolved"]


def test_it_is_asked_of_what_was_closed_before_anybody_heard() -> None:
    closed = case_state(status=CaseStatus.CLOSED, report_status=ReportStatus.CLOSED)
    assert messages(RESOLVED, closed) == ["resolved"]
