"""R5: photos go to the assigned helper and to the team, each showing is written down, and they go with the words."""

from services.triage.domain.heeding import forget_report
from services.triage.handlers.show_case import photos_shown, shown_of
from shared.events.intake import PhotosCame, ReportPhotosAdded, ReportWithdrawn
from shared.events.triage import CaseClosed, CaseEmptied, CloseReason, ReporterHeard
from shared.retention import Data
from tests.factories.cases import after, case_after, opened
from tests.unit.triage.hearing import hears

CASE = case_after(opened())
ADDED = ReportPhotosAdded(photo_ids=["a", "b"])
WITH = after(CASE, *hears(CASE, ADDED, version=3))


def test_a_case_knows_of_photos_by_their_ids() -> None:
    assert [one.photos for one in hears(CASE, ADDED, version=3) if isinstance(one, ReporterHeard)] == [["a", "b"]]
    by_mail = ReportPhotosAdded(photo_ids=["c"], came_by=PhotosCame.MAIL)
    (heard,) = (one for one in hears(CASE, by_mail, version=3) if isinstance(one, ReporterHeard))
    assert heard.came_by is PhotosCame.MAIL
    assert WITH.told.photos == ["a", "b"]
    assert WITH.told.text == CASE.told.text
    assert hears(WITH, ADDED, version=3) == ()


def test_they_are_shown_with_the_place_of_a_protected_case_and_said_to_be() -> None:
    assert shown_of(WITH, with_place=True) == ("place", "words", "photos")
    assert shown_of(WITH, with_place=False) == ("words",)
    assert shown_of(CASE, with_place=True) == ("place", "words")
    assert photos_shown(WITH, with_place=False) == ()


def test_R14_what_was_taken_back_shows_none_unless_professionals_go_on() -> None:
    gone = after(WITH, *hears(WITH, ReportWithdrawn(), version=4))
    assert photos_shown(gone, with_place=True) == ()
    closed = after(WITH, CaseClosed(reason=CloseReason.CONFIRMED))
    assert photos_shown(closed, with_place=True) == ["a", "b"]


def test_they_go_with_the_words() -> None:
    assert after(WITH, CaseEmptied(what=[Data.PLACE])).told.photos == ["a", "b"]
    assert after(WITH, CaseEmptied(what=[Data.WORDS])).told.photos == []
    assert after(WITH, *forget_report(WITH)).told.photos == []
