"""Given a case that missed something of its report, when that is played again, then its words count, and once."""

from shared.events.intake import (
    OutcomeConfirmed,
    ReportEdited,
    ReporterWrote,
    ReportNoLongerNeeded,
    ReportWithdrawn,
)
from shared.events.triage import ReporterHeard
from tests.factories.cases import after
from tests.unit.triage.hearing import HAS_IT, hears

SKIPPED = after(HAS_IT, *hears(HAS_IT, ReporterWrote(text="third"), version=4))


def test_what_could_not_be_read_in_its_time_is_heard_when_it_is_played_again_and_once() -> None:
    assert (SKIPPED.report_version, SKIPPED.unheard) == (4, [2, 3])
    played = after(SKIPPED, *hears(SKIPPED, ReporterWrote(text="first"), version=2))
    assert [each.text for each in played.messages[-2:]] == ["third", "first"]
    assert (played.report_version, played.unheard) == (4, [3])
    assert hears(played, ReporterWrote(text="first"), version=2) == ()
    assert hears(played, ReporterWrote(text="third"), version=4) == ()


def test_words_that_come_late_do_not_replace_newer_ones_and_their_signs_still_protect() -> None:
    late = ReportEdited(text="older words", danger_signs=["fire"])
    case = after(SKIPPED, *hears(SKIPPED, late, version=3))
    assert case.told.text == SKIPPED.told.text
    assert (case.messages[-1].text, case.messages[-1].to) == ("older words", "team")
    assert case.danger_signs == ["fire"]


def test_R5_a_wording_that_comes_late_is_for_the_team_as_all_earlier_ones_are() -> None:
    case = after(SKIPPED, *hears(SKIPPED, ReportEdited(text="older words"), version=3))
    assert (case.active, case.messages[-1].to) == (SKIPPED.active, "team")


def test_a_late_wish_to_be_left_alone_counts_and_a_late_all_is_well_does_not() -> None:
    assert [type(each) for each in hears(SKIPPED, OutcomeConfirmed(), version=3)] == [ReporterHeard]
    assert [type(each) for each in hears(SKIPPED, ReportNoLongerNeeded(), version=3)] == [ReporterHeard]
    assert after(SKIPPED, *hears(SKIPPED, ReportWithdrawn(), version=3)).is_withdrawn
