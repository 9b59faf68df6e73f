"""Thanks stand on the page of whoever helped, and on the desk; nobody's address stands beside them."""

import pytest

from services.triage.domain.hearing import Told
from services.triage.handlers.hear_report import HearReport
from shared.events.intake import OutcomeConfirmed, ReporterWrote, ReportWithdrawn
from shared.events.triage import PersonNamed
from shared.events.triage_people import HelperRevoked
from shared.ids import CaseId, ReportId
from tests.factories.triage_town import ADDRESS, ANNA, HOUR, LEO, MINA, WORDS, Town

SAID = "canary-thanks"


def thanked(town: Town, text: str = SAID) -> CaseId:
    case_id = town.with_task(MINA)
    for what in ("on-way", "on-site", "done"):
        assert town.post(MINA, f"/help/tasks/{case_id}/{what}").status_code == 303
    hears(town, case_id, OutcomeConfirmed(), version=2)
    hears(town, case_id, ReporterWrote(text=text, thanks=True), version=3)
    return case_id


def hears(town: Town, case_id: CaseId, told: Told, *, version: int) -> None:
    report_id = ReportId(town.ports.cases.get(case_id).state.told.report_id)
    town.triage.hear_report(HearReport(report_id=report_id, version=version, at=town.clock.now(), happened=told))


def test_whoever_helped_reads_it_on_their_own_page_and_nothing_that_is_protected_R5_R6(town: Town) -> None:
    thanked(town)
    page = town.get(MINA, "/help").text
    assert "Thank you, says somebody you helped" in page
    assert SAID in page
    assert ADDRESS not in page
    assert WORDS not in page
    assert SAID not in town.get(LEO, "/help").text


def test_a_thank_you_without_words_is_one_too(town: Town) -> None:
    thanked(town, "")
    page = town.get(MINA, "/help").text
    assert "Thank you, says somebody you helped" in page
    assert "<blockquote" not in page


def test_where_nobody_said_it_nothing_stands_there(town: Town) -> None:
    town.with_task(MINA)
    assert "Thank you, says" not in town.get(MINA, "/help").text


def test_the_team_sees_that_thanks_were_said_and_has_nothing_to_do(town: Town) -> None:
    case_id = thanked(town)
    page = town.get(ANNA, town.desk(case_id)).text
    assert f"To Mina: thank you. {SAID}" in page
    assert "The reporter said thank you." in page
    assert "Den, der meldte, sagde tak." in town.get_as_reader_of(case_id, "da")


def test_whoever_helps_no_more_still_reads_it(town: Town) -> None:
    thanked(town)
    town.post(MINA, "/help/stop")
    page = town.get(MINA, "/help").text
    assert "How to begin" in page
    assert SAID in page


def test_the_task_itself_stays_closed(town: Town) -> None:
    case_id = thanked(town)
    town.clock.advance(HOUR)
    assert town.get(MINA, f"/help/tasks/{case_id}").status_code == 404


@pytest.mark.parametrize(
    "told",
    [
        ReporterWrote(text="canary-sign", danger_signs=["gas"]),
        ReporterWrote(text="canary-sign", floor_signs=["violence"]),
        ReportWithdrawn(),
    ],
    ids=["danger", "floor", "taken back"],
)
def test_R2_and_R14_what_comes_after_the_thanks_takes_them_from_the_page_and_the_file(town: Town, told: Told) -> None:
    case_id = thanked(town)
    assert SAID in town.get(MINA, "/help/me/data.json").text
    hears(town, case_id, told, version=4)
    for path in ("/help", "/help/me/data.json"):
        page = town.get(MINA, path).text
        assert SAID not in page
        assert "canary-sign" not in page
    assert "Thank you, says" not in town.get(MINA, "/help").text


def test_R9_whoever_is_marked_as_named_in_it_later_reads_them_no_more(town: Town) -> None:
    case_id = thanked(town)
    town.then(case_id, PersonNamed(person_id=MINA))
    assert SAID not in town.get(MINA, "/help").text
    assert SAID not in town.get(MINA, "/help/me/data.json").text


def test_R7_whose_vetting_is_taken_back_later_reads_them_no_more(town: Town) -> None:
    thanked(town)
    helpers = town.ports.helpers
    helpers.append(helpers.find(MINA), [HelperRevoked(reason="complaint")], by="story")
    assert SAID not in town.get(MINA, "/help").text
    assert SAID not in town.get(MINA, "/help/me/data.json").text
