"""What goes of a report when it was kept long enough, what stays, and that nothing goes while somebody works on it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.intake.domain.ending import ended_at, kept_as
from services.intake.domain.moves import empty, erase
from services.intake.domain.report import Report
from services.intake.domain.report_evolve import evolve
from services.intake.domain.story import Step, StepCode, Story
from services.intake.handlers.keep_no_longer import KeepNoLonger
from services.intake.handlers.project_case import project_case
from shared.clock import StoppedClock
from shared.events.fold import fold
from shared.events.intake import OutcomeConfirmed, ReportEdited, ReporterWrote
from shared.events.triage import CaseState, CaseStatus, MessageWritten
from shared.retention import OF_REPORTS, PROTECTED, Data, Past, What
from tests.factories.reports import NOW, REPORT_ID, case_state, received, report, told
from tests.fakes.intake import FakeReports
from tests.fakes.intake_told import FakeStories
from tests.fakes.ledger import FakeLedger
from tests.fakes.photos import FakePhotos

ALL: dict[str, Any] = {"text": "canary", "answers": {"plate": "canary"}, "address": "Nygade 1", "contact_id": "hash"}


def reported(**changes: Any) -> Report:  # noqa: ANN401 -- any field
    return report(ReporterWrote(text="canary"), **{**ALL, **changes})


def without(known: Report, *data: Data) -> Report:
    for each in data:
        known = fold(evolve, known, empty(known, each))
    return known


def story(status: CaseStatus, *steps: Step, **state: Any) -> Story:  # noqa: ANN401 -- any field
    known: CaseState = replace(case_state(), status=status, **state)
    return Story(case_id="c", state=known, as_of=NOW + timedelta(days=9), steps=steps)


def test_each_kind_of_data_goes_by_itself() -> None:
    before = reported()
    assert (without(before, Data.WORDS).text, without(before, Data.WORDS).answers) == ("", {})
    assert without(before, Data.MESSAGES).messages == [""]
    assert (without(before, Data.PLACE).place, without(before, Data.PLACE).address) == (None, None)
    assert without(before, Data.CONTACT).contact_id is None
    assert without(before, Data.PLACE).text == "canary"


def test_what_happened_and_how_to_find_it_stay() -> None:
    before = reported(danger_signs=["fire"])
    left = without(before, *OF_REPORTS)
    assert "canary" not in str(left)
    assert (left.reference, left.category, left.secret) == (before.reference, before.category, before.secret)
    assert left.danger_signs == ["fire"]


def test_twice_is_once_and_what_was_erased_has_nothing_to_lose() -> None:
    once = without(reported(), Data.WORDS)
    assert empty(once, Data.WORDS) == ()
    gone = fold(evolve, once, erase(once))
    assert empty(gone, Data.PLACE) == ()


@pytest.mark.parametrize("event", [ReportEdited(text="new"), ReporterWrote(text="new")], ids=["edited", "wrote"])
def test_who_writes_anew_begins_anew(event: ReportEdited | ReporterWrote) -> None:
    left = evolve(without(reported(), *OF_REPORTS), event)
    assert empty(left, Data.WORDS)
    assert empty(left, Data.MESSAGES)


def test_an_answer_brings_no_words() -> None:
    assert evolve(without(reported(), Data.WORDS), OutcomeConfirmed(resolution=3)).emptied == ["words"]


def test_it_ended_when_it_was_closed_last() -> None:
    steps = [Step(at=NOW + timedelta(days=n), version=n, code=StepCode.CLOSED) for n in (2, 5)]
    assert ended_at(reported(), story(CaseStatus.CLOSED, *steps)) == NOW + timedelta(days=5)
    assert ended_at(reported(), story(CaseStatus.LINKED)) == NOW + timedelta(days=9)


@pytest.mark.parametrize("status", sorted(set(CaseStatus) - {"closed", "linked", "referred_out", "withdrawn"}))
def test_while_somebody_works_on_it_it_has_not_ended(status: CaseStatus) -> None:
    closed = Step(at=NOW, version=1, code=StepCode.CLOSED)
    assert ended_at(reported(), story(status, closed)) is None
    assert ended_at(reported(), None) is None


def test_R14_what_was_taken_back_ends_unless_it_bears_a_sign() -> None:
    assert ended_at(reported(), story(CaseStatus.WITHDRAWN)) is not None
    assert ended_at(reported(danger_signs=["fire"]), story(CaseStatus.WITHDRAWN)) is None
    assert ended_at(reported(), story(CaseStatus.WITHDRAWN, sensitive=True)) is None


def test_what_bears_a_sign_is_kept_as_protected_whatever_it_is_called() -> None:
    assert kept_as(reported(), None) == "street_light"
    assert kept_as(reported(floor_signs=["violence"]), None) == PROTECTED
    assert kept_as(reported(), story(CaseStatus.CLOSED, sensitive=True)) == PROTECTED


@dataclass
class Old:
    """Passes as `Old`."""

    is_filed: bool = True
    asked: list[str] = field(default_factory=list)

    def of_contact_in(self, report_id: str) -> bool:
        self.asked.append(report_id)
        return self.is_filed

    def traces(self, before: datetime) -> Any:  # noqa: ANN401 -- an iterator
        return iter([Past(id="refusals/1", since=before)])

    def let_trace_go(self, past: Past) -> None:
        self.asked.append(past.id)


def house(status: CaseStatus, old: Old, *, sensitive: bool = False) -> KeepNoLonger:
    reports, stories = FakeReports(clock=StoppedClock(NOW)), FakeStories()
    reports.given(REPORT_ID, *received(**ALL))
    keeping = KeepNoLonger(reports=reports, categories=["street_light"], stories=stories, photos=FakePhotos(), old=old)
    state = replace(case_state(), status=status, sensitive=sensitive)
    written = told(MessageWritten(to="reporter", text="canary"), version=3, state=state)
    project_case(written, stories=stories, ledger=FakeLedger())
    return keeping


LAMPS = What(data=Data.WORDS, of="street_light")
LATER = NOW + timedelta(days=30)


def test_only_what_is_over_and_of_that_category_is_found() -> None:
    closed, open_ = house(CaseStatus.CLOSED, Old()), house(CaseStatus.ROUTED, Old())
    assert [each.id for each in closed.past(LAMPS, LATER)] == [REPORT_ID]
    assert list(open_.past(LAMPS, LATER)) == []
    assert list(closed.past(replace(LAMPS, of=PROTECTED), LATER)) == []
    assert list(closed.past(replace(LAMPS, of="litter"), LATER)) == []
    assert list(closed.past(LAMPS, NOW)) == []


def test_what_triage_protected_later_is_found_among_the_protected() -> None:
    raised = house(CaseStatus.CLOSED, Old(), sensitive=True)
    assert list(raised.past(LAMPS, LATER)) == []
    assert [each.id for each in raised.past(replace(LAMPS, of=PROTECTED), LATER)] == [REPORT_ID]


def test_messages_go_from_both_sides_and_hashes_from_the_history_first() -> None:
    keeping = house(CaseStatus.CLOSED, old := Old(is_filed=False))
    past = Past(id=REPORT_ID, since=NOW)
    assert keeping.let_go(replace(LAMPS, data=Data.MESSAGES), past)
    found = keeping.stories.of(REPORT_ID)
    assert found is not None
    assert [each.text for each in found.messages] == [""]
    assert not keeping.let_go(replace(LAMPS, data=Data.CONTACT), past)
    assert keeping.reports.get(REPORT_ID).state.contact_id == "hash"
    old.is_filed = True
    assert keeping.let_go(replace(LAMPS, data=Data.CONTACT), past)
    assert keeping.reports.get(REPORT_ID).state.contact_id is None


def test_traces_are_of_no_report() -> None:
    keeping = house(CaseStatus.CLOSED, old := Old())
    (past,) = keeping.past(What(data=Data.TRACES), NOW)
    assert keeping.let_go(What(data=Data.TRACES), past)
    assert old.asked == ["refusals/1"]
