"""A report put in other words: what it said before stays readable for professionals, and goes when words go."""

from services.triage.domain.case import Case
from services.triage.domain.heeding import forget_report
from services.triage.domain.report import FIRST_KEPT, LAST_KEPT, SIGNED_KEPT
from shared.events.codec import to_document, without_words
from shared.events.event import Recorded
from shared.events.intake import ReportEdited, ReporterWrote
from shared.events.triage import CaseClosed, CaseEmptied, CloseReason, ReporterHeard
from shared.retention import Data
from tests.factories.cases import after, case_after, opened
from tests.unit.triage.hearing import LATER, hears

FIRST = "A child is alone at number four."
CASE = case_after(opened(text=FIRST, floor_signs=["child_at_risk"]))
EDITED = ReportEdited(text="All is well.")


def edited(case: Case, *wordings: str, floor_sign: str | None = None) -> Case:
    for text in wordings:
        told = ReportEdited(text=text, floor_signs=[floor_sign] if floor_sign else [])
        case = after(case, *hears(case, told, case.report_version + 1))
    return case


def texts(case: Case) -> list[str]:
    return [one.text for one in case.told.earlier]


def test_R2_whoever_changes_the_words_of_a_report_empties_it_for_nobody_who_protects() -> None:
    case = after(CASE, *hears(CASE, EDITED))
    assert case.told.text == "All is well."
    assert [(one.text, one.until) for one in case.told.earlier] == [(FIRST, LATER)]
    assert case.floor_signs == ["child_at_risk"]


def test_each_wording_stays_oldest_first() -> None:
    assert texts(edited(CASE, "second", "third")) == [FIRST, "second"]


def test_a_report_without_words_had_no_wording_before() -> None:
    assert texts(edited(case_after(opened(text="")), "first words")) == []


def test_other_things_that_a_reporter_writes_are_no_wording() -> None:
    assert texts(after(CASE, *hears(CASE, ReporterWrote(text="And more.")))) == []


def test_there_is_an_end_of_them_and_the_first_and_the_last_stay() -> None:
    many = [f"wording {number}" for number in range(2, 40)]
    kept = texts(edited(CASE, *many))
    assert len(kept) == FIRST_KEPT + LAST_KEPT
    assert kept[:FIRST_KEPT] == [FIRST, *many][:FIRST_KEPT]
    assert kept[-LAST_KEPT:] == many[-LAST_KEPT - 1 : -1]


def test_R2_what_bore_a_sign_stays_however_often_the_words_are_changed() -> None:
    case = edited(CASE, *[f"before {number}" for number in range(20)])
    case = edited(case, "He hits her.", floor_sign="violence")
    case = edited(case, *[f"after {number}" for number in range(20)])
    assert "He hits her." in texts(case)
    assert len(texts(case)) == FIRST_KEPT + LAST_KEPT + 1


def test_there_is_an_end_of_them_though_each_bears_a_sign() -> None:
    many = [f"He hits her, {number}" for number in range(60)]
    kept = texts(edited(CASE, *many, floor_sign="violence"))
    assert len(kept) <= FIRST_KEPT + LAST_KEPT + SIGNED_KEPT
    assert kept[:FIRST_KEPT] == [FIRST, *many][:FIRST_KEPT]
    assert kept[-LAST_KEPT:] == many[-LAST_KEPT - 1 : -1]


def test_R18_they_go_with_the_words_and_with_whoever_told_them() -> None:
    over = after(edited(CASE, "second"), CaseClosed(reason=CloseReason.CONFIRMED))
    assert texts(after(over, CaseEmptied(what=[Data.PLACE]))) == [FIRST]
    assert texts(after(over, CaseEmptied(what=[Data.WORDS]))) == []
    assert texts(after(over, *forget_report(over))) == []


def test_R14_while_a_sign_keeps_professionals_on_it_they_outlast_an_erasure() -> None:
    case = edited(CASE, "second")
    forgotten = after(case, *forget_report(case))
    assert texts(forgotten) == [FIRST]
    assert texts(after(forgotten, CaseClosed(reason=CloseReason.CONFIRMED))) == []


def test_R18_the_history_knows_that_they_changed_and_no_words() -> None:
    (heard,) = (one for one in hears(CASE, EDITED) if isinstance(one, ReporterHeard))
    recorded = Recorded(id="e", version=2, at=LATER, by="reporter", correlation_id="c", happened=heard)
    filed = without_words(to_document(recorded))
    assert filed["data"]["is_reworded"] is True
    assert "All is well." not in str(filed)
