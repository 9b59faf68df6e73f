"""`/my/<secret>`: everything about a report for whoever made it; to all others there is no such page."""

import re
from datetime import timedelta
from typing import Any

import pytest

from services.intake.handlers.write_message import WriteMessage
from shared.events.triage import (
    CaseClosed,
    CaseOpened,
    CaseReferredOut,
    CaseRouted,
    CaseTaken,
    CloseReason,
    HelperOnWay,
    InvitationAccepted,
    MessageWritten,
    PlaceDisclosed,
    ReportStatus,
    Route,
)
from shared.ids import ReportId, case_of
from tests.factories.reports import NOW, REFERENCE, case_state
from tests.factories.reports import told as tells
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import REPORTS, Office, form_in

PAGES = ("", "/edit", "/withdraw", "/outcome")
SOON = NOW + timedelta(hours=3)


def routed(route: Route, team: str = "works") -> CaseRouted:
    return CaseRouted(
        decision_id="d",
        route=route,
        team=team,
        reason_codes=["needs_team"],
        policy="p",
        rule="r",
        is_urgent=False,
        deadline_at=NOW + timedelta(days=2),
    )


def test_before_anything_happened_it_says_what_comes_next(mine: Mine) -> None:
    page = mine.look()
    assert "deciding who takes it" in page
    assert mine.taken["reference"] in page
    assert "You told us." in page
    assert "The lamp is out." in page
    assert "Nobody has been shown anything" in page


def test_it_tells_who_has_it_by_when_and_why(mine: Mine) -> None:
    opened = CaseOpened(report_id=mine.id, reference=REFERENCE, category="street_light", deadline_at=NOW)
    mine.hears(opened, 1, ReportStatus.IN_TRIAGE)
    mine.hears(routed(Route.PROFESSIONAL), 2, ReportStatus.WITH_TEAM)
    page = mine.look()
    assert "The works team has it and looks at it by Friday 29 May, before 13:40." in page
    assert "The team looks after this" in page
    assert "As of today, Wednesday 27 May" in page


def test_it_speaks_danish_as_well(mine: Mine) -> None:
    mine.hears(routed(Route.PROFESSIONAL), 2, ReportStatus.WITH_TEAM)
    mine.browser = mine.office.client("da")
    page = mine.look()
    assert "Driftsholdet har den og ser på den senest fredag den 29. maj, før kl. 13.40." in page
    assert "Holdet tager sig af det" in page


def test_what_a_team_did_stays_theirs_when_another_one_has_it(mine: Mine) -> None:
    mine.hears(routed(Route.PROFESSIONAL), 2, ReportStatus.WITH_TEAM)
    mine.hears(CaseTaken(person_id="kim"), 3, ReportStatus.WITH_TEAM)
    mine.hears(MessageWritten(to="reporter", text="We come today.", written_by="kim"), 4, ReportStatus.WITH_TEAM)
    mine.hears(routed(Route.PROFESSIONAL, "care"), 5, ReportStatus.WITH_TEAM, team="care")
    mine.hears(
        MessageWritten(to="reporter", text="We come later.", written_by="eva"), 6, ReportStatus.WITH_TEAM, team="care"
    )
    named = re.findall(r"[Tt]he (?:works|care) team(?! has it)", mine.look())
    assert named == ["The works team", "the works team", "the care team"]


def test_R5_it_shows_who_was_shown_what(mine: Mine) -> None:
    mine.office.intake.people.keep_name("bo", "Bo", version=1)
    helped: dict[str, Any] = {"assigned_to": "bo", "expected_by": SOON}
    mine.hears(InvitationAccepted(person_id="bo", expected_by=SOON), 4, ReportStatus.NEIGHBOUR_ON_IT, **helped)
    mine.hears(PlaceDisclosed(to="bo", what=["place", "words"], why="w"), 5, ReportStatus.NEIGHBOUR_ON_IT, **helped)
    page = mine.look()
    assert "Bo, a neighbour, has said yes and plans to be done before 16:40." in page
    assert "Bo, a neighbour, was shown: the place, your words." in page


def test_R5_who_has_it_now_stands_on_this_page_alone(mine: Mine) -> None:
    mine.hears(CaseReferredOut(to="the railway, 555 0199"), 4, ReportStatus.REFERRED_OUT)
    page = mine.look()
    assert "Who has it now" in page
    assert "the railway, 555 0199" in page
    everybody = mine.office.client()
    for path in (f"{REPORTS}/{mine.id}", f"/r/{mine.taken['reference']}", f"/report/done?report={mine.id}", "/list"):
        seen = everybody.get(path)
        assert seen.status_code == 200
        assert "railway" not in seen.text
    assert everybody.get(f"{REPORTS}/{mine.id}").get_json()["history"][-1].keys() == {"at", "status"}


def test_R9_the_helper_may_be_refused_until_they_are_on_the_way(mine: Mine) -> None:
    helped: dict[str, Any] = {"assigned_to": "bo", "expected_by": SOON}
    mine.hears(InvitationAccepted(person_id="bo", expected_by=SOON), 4, ReportStatus.NEIGHBOUR_ON_IT, **helped)
    token = form_in(mine.look(), f"{mine.path}/somebody-else")
    assert mine.send("/somebody-else", at="").status_code == 303
    assert mine.events == ["helper_refused"]
    mine.hears(HelperOnWay(person_id="bo"), 5, ReportStatus.NEIGHBOUR_ON_IT, **helped)
    assert "/somebody-else" not in mine.look()
    refused = mine.browser.post(f"{mine.path}/somebody-else", data=token)
    assert refused.status_code == 409
    assert "on the way already" in refused.text


def test_what_was_just_said_stands_there_before_anybody_has_heard_it(mine: Mine) -> None:
    helped: dict[str, Any] = {"assigned_to": "bo", "expected_by": SOON}
    mine.hears(InvitationAccepted(person_id="bo", expected_by=SOON), 4, ReportStatus.NEIGHBOUR_ON_IT, **helped)
    mine.send("/somebody-else", at="")
    page = mine.look()
    assert "You asked for somebody else." in page
    assert "plans to be done" not in page
    assert "/somebody-else" not in page
    mine.hears(HelperOnWay(person_id="bo"), 5, ReportStatus.NEIGHBOUR_ON_IT, **helped)
    assert "plans to be done" in mine.look(), "they had set out before they could hear it"
    mine.send("/no-longer-needed", at="")
    page = mine.look()
    assert "You told us that it is no longer needed." in page
    assert "plans to be done" not in page
    assert "/no-longer-needed" not in page
    closed = CaseClosed(reason=CloseReason.NO_LONGER_NEEDED)
    mine.hears(closed, 6, ReportStatus.CLOSED, close_reason=CloseReason.NO_LONGER_NEEDED)
    assert "It is no longer needed." in mine.look()


def test_both_sides_can_write(mine: Mine) -> None:
    mine.hears(MessageWritten(to="reporter", text="Is the gate <open>?"), 4, ReportStatus.WITH_TEAM)
    assert mine.send("/write", at="", text="Yes it is.").status_code == 303
    page = mine.look()
    assert "Is the gate &lt;open&gt;?" in page
    assert "Yes it is." in page
    assert "Sent." in page
    assert mine.events == ["message_written"]


@pytest.mark.parametrize("language, said", [("en", "You wrote by text message."), ("da", "Du skrev en sms.")])
def test_R5_it_says_that_a_text_message_came_and_shows_no_word_of_it(mine: Mine, language: str, said: str) -> None:
    """Whoever told it with somebody else's number has this page, and texts nothing."""
    mine.send("/write", at="", text="Yes it is.")
    texted = WriteMessage(report_id=ReportId(mine.id), text="He is here again.", reply_id="sms-1", by_sms=True)
    mine.office.intake.write_message(texted)
    mine.send("/write", at="", text="Since Monday.")
    mine.browser = mine.office.client(language)
    page = mine.look()
    assert page.index("Yes it is.") < page.index(said) < page.index("Since Monday.")
    assert "here again" not in page


@pytest.mark.parametrize("text", ["", "x" * 4001, "nul \0"])
def test_a_message_that_cannot_be_kept_is_refused_and_stays(mine: Mine, text: str) -> None:
    answer = mine.send("/write", at="", text=text)
    assert answer.status_code == 422
    assert mine.events == []


@pytest.mark.parametrize("to, at, name", [("/write", "", "text"), ("/edit", "/edit", "text")])
def test_R1_danger_in_later_words_comes_first_as_well(mine: Mine, to: str, at: str, name: str) -> None:
    warned = mine.send(to, at=at, **{name: "Now there is a fire"})
    assert warned.status_code == 200
    assert "tel:112" in warned.text
    assert mine.events == []
    sent = mine.browser.post(mine.path + to, data={**form_in(warned.text, mine.path + to), "do": "send"})
    assert sent.status_code == 303
    assert mine.office.document(mine.id)["state"]["danger_signs"] == ["fire"]


def test_R1_danger_in_a_dispute_comes_first_as_well(mine: Mine) -> None:
    mine.is_done()
    warned = mine.send("/outcome", answer="not_fixed", reason="It burns: fire")
    assert "tel:112" in warned.text
    again = form_in(warned.text, f"{mine.path}/outcome")
    sent = mine.browser.post(f"{mine.path}/outcome", data={**again, "do": "send"})
    assert sent.status_code == 303
    assert mine.events == ["outcome_disputed"]


def test_one_may_go_back_from_the_warning(mine: Mine) -> None:
    warned = mine.send("/write", at="", text="Now there is a fire")
    back = mine.browser.post(f"{mine.path}/write", data={**form_in(warned.text, f"{mine.path}/write"), "do": "change"})
    assert "Now there is a fire</textarea>" in back.text
    assert mine.events == []


def test_R6_an_address_in_a_message_is_pointed_out_first(mine: Mine) -> None:
    asked = mine.send("/write", at="", text="I am ada@resident.example")
    assert "<b>ada@resident.example</b>" in asked.text
    assert mine.events == []
    mine.browser.post(f"{mine.path}/write", data={**form_in(asked.text, f"{mine.path}/write"), "do": "send"})
    assert mine.events == ["message_written"]


def test_the_words_can_be_put_otherwise(mine: Mine) -> None:
    assert "The lamp is out.</textarea>" in mine.look("/edit")
    assert mine.send("/edit", text="Both lamps are out.").status_code == 303
    assert "Both lamps are out." in mine.look()
    assert mine.events == ["edited"]


def test_it_can_be_no_longer_needed(mine: Mine) -> None:
    pressed = form_in(mine.look(), f"{mine.path}/no-longer-needed")
    for _twice in range(2):
        assert mine.browser.post(f"{mine.path}/no-longer-needed", data=pressed).status_code == 303
    assert mine.events == ["no_longer_needed"]


def test_R14_withdrawing_hides_it_and_ends_it(mine: Mine) -> None:
    reference = mine.taken["reference"]
    assert mine.office.client().get(f"/r/{reference}").status_code == 200
    assert mine.send("/withdraw").status_code == 303
    page = mine.look()
    assert "It was taken back." in page
    assert "/write" not in page
    assert mine.office.client().get(f"/r/{reference}").status_code == 404
    assert reference not in mine.office.client().get("/list").text
    followed = mine.office.client().get(f"{REPORTS}/{mine.id}").get_json()
    assert (followed["status"], followed["route"]) == ("withdrawn", None)
    assert [turn["status"] for turn in followed["history"]] == ["received", "withdrawn"]


def test_R14_after_withdrawing_no_form_does_anything(mine: Mine) -> None:
    token = form_in(mine.look(), f"{mine.path}/write")
    mine.send("/withdraw")
    for action in ("/write", "/edit", "/no-longer-needed", "/somebody-else"):
        assert mine.browser.post(mine.path + action, data={**token, "text": "x"}).status_code == 409
    assert mine.browser.post(f"{mine.path}/withdraw", data=token).status_code == 303
    assert mine.events == ["withdrawn"]


def test_R14_what_happens_after_withdrawing_is_not_told(mine: Mine) -> None:
    mine.send("/withdraw")
    later = tells(
        MessageWritten(to="reporter", text="We came anyway"),
        version=9,
        state=case_state(ReportStatus.WITH_TEAM, report_id=mine.id),
        at=NOW + timedelta(hours=1),
        subject=case_of(mine.id),
    )
    mine.office.intake.project_case(later)
    assert "We came anyway" not in mine.look()


@pytest.mark.parametrize("page", PAGES)
def test_R17_looking_ten_times_changes_nothing(mine: Mine, page: str) -> None:
    mine.is_done()
    before = mine.office.document(mine.id)
    for _ in range(10):
        mine.look(page)
        mine.browser.head(mine.path + page)
    assert mine.office.document(mine.id) == before


@pytest.mark.parametrize("page", PAGES)
def test_R14_without_the_secret_there_is_no_such_page(office: Office, page: str) -> None:
    mine = Mine(office)
    strangers = office.client()
    for path in (f"/my/wrong{page}", f"/my/{mine.secret[:-1]}{page}", f"/my/{mine.id}{page}"):
        assert strangers.get(path).status_code == 404


@pytest.mark.parametrize("action", ["/write", "/edit", "/withdraw", "/no-longer-needed", "/somebody-else", "/outcome"])
def test_a_form_from_elsewhere_does_nothing(mine: Mine, action: str) -> None:
    assert mine.browser.post(mine.path + action, data={"text": "x", "answer": "fixed"}).status_code == 403
    assert mine.events == []


def test_nobody_keeps_a_copy_of_the_page(mine: Mine) -> None:
    answer = mine.browser.get(mine.path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_R6_the_page_shows_no_address_of_anybody(mine: Mine) -> None:
    assert not re.search(r"[\w.]+@[\w.]+", mine.look())
