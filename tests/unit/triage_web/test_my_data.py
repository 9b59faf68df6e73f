"""`/help/me/data.json`: what triage holds about somebody, as helper and as reporter; of others no word."""

from datetime import timedelta

from services.triage.handlers.hear_report import HearReport
from shared.events.intake import ReporterWrote
from shared.ids import ReportId
from tests.factories.triage_town import ADDRESS, ANNA, HOME, LEO, MINA, RESIDENT, WORDS, Town

FILE = "/help/me/data.json"


def verified(town: Town) -> None:
    town.ports.contacts.keep(RESIDENT, ["contact-of-reporter"], version=1, verified=["contact-of-reporter"])


def test_a_helper_finds_their_offer_their_tasks_and_what_they_were_shown(town: Town) -> None:
    case_id = town.with_task(MINA)
    town.get(MINA, f"/help/tasks/{case_id}")
    town.post(MINA, f"/help/tasks/{case_id}/messages", text="I come at noon.", letter_to="reporter")
    mine = town.get(MINA, FILE).get_json()
    assert mine["offer"]["first_name"] == "Mina"
    assert mine["offer"]["address"] == HOME
    assert "blocked" not in mine["offer"]
    assert [each["role"] for each in mine["roles"]["grants"]] == ["helper"]
    (task,) = mine["tasks"]
    assert task["assignment"]["status"] == "assigned"
    assert [each["text"] for each in task["messages"]] == ["I come at noon."]
    assert {each["to"] for each in task["shown"]} == {MINA}


def test_a_helper_finds_nobody_elses_words_or_place(town: Town) -> None:
    town.with_task(MINA)
    text = town.get(MINA, FILE).text
    assert WORDS not in text
    assert ADDRESS not in text


def test_R5_what_others_wrote_about_a_task_stands_on_its_page_alone(town: Town) -> None:
    """Not in a file that needs no task: whoever left it would find there what is for no neighbour by now."""
    case_id = town.with_task(MINA)
    wrote = ReporterWrote(text="canary-door: the key is under the third stone")
    report_id = ReportId(town.ports.cases.get(case_id).state.told.report_id)
    town.triage.hear_report(HearReport(report_id=report_id, version=2, at=town.clock.now(), happened=wrote))
    town.post(ANNA, town.desk(case_id, "messages"), text="canary-team: ring twice", letter_to=MINA)
    page = town.get(MINA, f"/help/tasks/{case_id}").text
    assert "canary-door" in page
    text = town.get(MINA, FILE).text
    assert "canary-door" not in text
    raised = ReporterWrote(text="He beats them.", floor_signs=["violence"])
    town.triage.hear_report(HearReport(report_id=report_id, version=3, at=town.clock.now(), happened=raised))
    left = town.get(MINA, FILE)
    assert "canary" not in left.text
    assert [each["written_by"] for each in left.get_json()["tasks"][0]["messages"]] == ["reporter", ANNA]


def test_a_reporter_finds_how_each_report_was_decided_and_who_was_shown_it(town: Town) -> None:
    case_id = town.with_task(MINA)
    town.get(MINA, f"/help/tasks/{case_id}")
    verified(town)
    (case,) = town.get(RESIDENT, FILE).get_json()["cases"]
    assert case["case_id"] == case_id
    assert WORDS in case["report"]["text"]
    assert case["decisions"][0]["reason_codes"]
    assert {each["to"] for each in case["shown"]} == {MINA}
    assert "invitations" not in case


def test_what_somebody_told_before_the_address_was_theirs_is_not_in_it(town: Town) -> None:
    case_id = town.case()
    opened_at = town.ports.cases.get(case_id).state.opened_at
    assert opened_at is not None
    contact = "contact-of-reporter"
    for version, since, cases in ((1, opened_at + timedelta(seconds=1), 0), (2, opened_at, 1)):
        town.ports.contacts.keep(RESIDENT, [contact], version=version, verified=[contact], opens_from={contact: since})
        assert len(town.get(RESIDENT, FILE).get_json()["cases"]) == cases


def test_an_address_that_only_protects_gives_no_access(town: Town) -> None:
    town.case()
    town.ports.contacts.keep(LEO, ["contact-of-reporter"], version=1)
    assert town.get(LEO, FILE).get_json()["cases"] == []


def test_it_takes_a_fresh_sign_in(town: Town) -> None:
    assert town.get(MINA, FILE, ago=timedelta(minutes=16)).location.startswith("/me/sign-in")
