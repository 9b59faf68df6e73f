"""Intake's pages in a real browser: on a phone and a desk, by keyboard, in both languages, with and without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from shared.events.triage import (
    CaseResolved,
    InvitationAccepted,
    MessageWritten,
    PlaceDisclosed,
    ReportStatus,
)
from shared.ids import case_of
from tests.e2e.pressing import press
from tests.e2e.web.axe import assert_accessible
from tests.factories.pictures import CANARIES, from_a_phone
from tests.factories.reports import NOW, case_state, told
from tests.integration.intake.office import Office

NewPage = Callable[..., Page]
PHONE, DESKTOP = (390, 844), (1280, 900)
SOON = NOW + timedelta(hours=3)


def fill_in(page: Page, *, category: str = "Street lamp", text: str, address: str = "Nygade 1") -> None:
    if category:
        page.get_by_label(category, exact=True).check()
    page.get_by_label("What is wrong, or what do you need?").fill(text)
    page.get_by_label("Where is it?").fill(address)


def write(page: Page, *, category: str = "Street lamp", text: str = "It is dark.", address: str = "Nygade 1") -> None:
    """Fill in the form and send it."""
    fill_in(page, category=category, text=text, address=address)
    press(page.get_by_role("button", name="Send it"))


def helped(office: Office) -> tuple[str, str]:
    """A report on which a neighbour is busy: its reference, and the secret of its page."""
    taken = office.tell(contact={"email": "ada@resident.example"}, neighbour_consent=True)
    state = case_state(ReportStatus.NEIGHBOUR_ON_IT, report_id=taken["id"], assigned_to="bo", expected_by=SOON)
    for version, happened in enumerate(
        (
            InvitationAccepted(person_id="bo", expected_by=SOON),
            PlaceDisclosed(to="bo", what=["place"], why="assigned"),
            MessageWritten(to="reporter", text="Is the gate open?"),
        ),
        start=3,
    ):
        office.intake.project_case(told(happened, version=version, state=state, subject=case_of(taken["id"])))
    return taken["reference"], office.secret_of(taken["id"])


def is_done(office: Office, report_id: str) -> None:
    state = case_state(ReportStatus.DONE_UNCONFIRMED, report_id=report_id, answer_by=SOON)
    resolved = CaseResolved(action="repaired", words="New bulb.", answer_by=SOON)
    office.intake.project_case(told(resolved, version=9, state=state, subject=case_of(report_id)))


@pytest.mark.timeout(400)
def test_every_page_is_accessible_on_a_phone_and_a_desk_in_both_languages(
    site: str, office: Office, new_page: NewPage
) -> None:
    reference, secret = helped(office)
    for size, language in ((PHONE, "da"), (DESKTOP, "en")):
        page = new_page(size, locale=language)
        for path in (
            "/",
            "/report",
            "/report?category=permit",
            "/list?near=Nygade+1",
            "/r?reference=zz",
            f"/r/{reference}",
            "/r/N-7K3M-Q9WY-4",
            f"/my/{secret}",
            f"/my/{secret}/edit",
            f"/my/{secret}/withdraw",
            f"/my/{secret}/outcome",
            f"/my/{secret}/thanks",
            "/api/intake/docs",
        ):
            page.goto(site + path)
            assert_accessible(page)


def test_a_refused_form_says_what_is_wrong_and_keeps_what_was_typed(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/report")
    write(page, category="", text="It is dark.", address="")
    expect(page.locator(".n-errors")).to_be_focused()
    expect(page.get_by_label("What is wrong, or what do you need?")).to_have_value("It is dark.")
    assert_accessible(page)
    page.get_by_role("link", name="Choose what it is about.").click()
    expect(page.get_by_label("Street lamp", exact=True)).to_be_focused()


def test_in_another_language_what_was_typed_is_still_there(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/report")
    page.get_by_label("Permit", exact=True).check(force=True)
    fill_in(page, category="", text="It is dark.")
    page.locator("[name=consent][value=no]").check(force=True)
    press(page.get_by_role("button", name="Dansk"))
    expect(page.locator("html")).to_have_attribute("lang", "da")
    expect(page.locator("textarea[name=text]")).to_have_value("It is dark.")
    expect(page.locator("[name=address]")).to_have_value("Nygade 1")
    expect(page.locator("[name=category][value=permit]")).to_be_checked()
    expect(page.locator("[name=consent][value=no]")).to_be_checked()
    expect(page.locator("#questions")).to_be_visible()
    page.goto(f"{site}/report")
    expect(page.locator("textarea[name=text]")).to_have_value("")


def test_in_another_language_what_was_typed_is_still_there_without_scripts(
    site: str, office: Office, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/report")
    fill_in(page, text="There is a fire.")
    page.get_by_label("Photos").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 9_000_000})
    press(page.get_by_role("button", name="Dansk"))
    expect(page.locator("html")).to_have_attribute("lang", "da")
    expect(page.locator("textarea[name=text]")).to_have_value("There is a fire.")
    expect(page.locator("[name=address]")).to_have_value("Nygade 1")
    expect(page.get_by_text("Vælg dine billeder igen")).to_be_visible()
    press(page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Er nogen i fare nu, så ring først")
    press(page.get_by_role("button", name="English"))
    expect(page.get_by_role("heading", level=1)).to_have_text("If somebody is in danger now, call first")
    assert office.documents() == []
    press(page.get_by_role("button", name="Send the report too"))
    assert [each["state"]["text"] for each in office.documents()] == ["There is a fire."]


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_field_sends_the_form_and_changes_no_language(
    site: str, office: Office, new_page: NewPage, *, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{site}/report")
    fill_in(page, text="It is dark.")
    page.get_by_label("Where is it?").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_url("**/report/done**")
    assert len(office.documents()) == 1


def test_what_became_of_it_has_the_focus(site: str, office: Office, new_page: NewPage) -> None:
    _, secret = helped(office)
    page = new_page()
    page.goto(f"{site}/my/{secret}")
    page.get_by_label("Write to those who work on it").fill("It is open.")
    press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("status")).to_be_focused()
    assert_accessible(page)


def test_R1_the_page_of_numbers_is_accessible_and_leads_on(site: str, office: Office, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/report")
    write(page, text="There is a fire, and needles")
    expect(page.get_by_role("heading", level=1)).to_have_text("If somebody is in danger now, call first")
    expect(page.get_by_role("link", name=re.compile("112 Emergency"))).to_be_visible()
    assert_accessible(page)
    assert office.documents() == []
    press(page.get_by_role("button", name="Send the report too"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    assert_accessible(page)


def test_the_whole_way_works_without_scripts(site: str, office: Office, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site)
    press(page.get_by_role("main").get_by_role("link", name="Report something"))
    write(page, address="Nyga")
    page.get_by_label("Nygade 3").check()
    page.get_by_label("How do we reach you?").fill("ada@resident.example")
    press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    (document,) = office.documents()
    assert document["state"]["address"] == "Nygade 3"
    page.goto(f"{site}/my/{office.secret_of(document['_id'])}")
    page.get_by_label("Write to those who work on it").fill("The one by the well.")
    press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("status")).to_contain_text("Sent.")
    expect(page.get_by_text("The one by the well.")).to_be_visible()
    is_done(office, document["_id"])
    page.reload()
    press(page.get_by_role("link", name="Tell us", exact=True))
    press(page.get_by_role("button", name="It is fixed", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("You told us that it is fixed")


def test_the_questions_of_a_category_come_when_it_is_chosen(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/report")
    expect(page.get_by_label("Which plate?")).to_have_count(0)
    page.get_by_label("Permit", exact=True).check(force=True)
    expect(page.get_by_label("Which plate?")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Snow", exact=True).check(force=True)
    expect(page.get_by_label("Which plate?")).to_have_count(0)
    expect(page.get_by_role("group", name="Is it for you?")).to_be_visible()
    page.get_by_label("Street lamp", exact=True).check(force=True)
    expect(page.get_by_role("group", name="Is it for you?")).to_have_count(0)


def test_without_scripts_the_questions_are_the_next_step(site: str, office: Office, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/report")
    page.get_by_label("Yes, a neighbour may help").check()
    write(page, category="Snow", text="The path is covered.")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 more questions")
    expect(page.get_by_label("What is wrong, or what do you need?")).to_have_value("The path is covered.")
    page.get_by_label("It is for somebody else").check()
    page.get_by_label("Yes, they said yes").check()
    press(page.get_by_role("button", name="Send it").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    assert office.documents()[0]["state"]["consent"]["they_agreed"] == "yes"


def test_the_next_step_begins_with_its_questions(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.route("**/report?category=*", lambda route: route.abort())
    page.goto(f"{site}/report")
    write(page, category="Permit", text="A stall.")
    expect(page.locator("#questions")).to_be_focused()
    assert_accessible(page)


def test_a_device_fills_in_where_one_is_when_asked(site: str, new_page: NewPage) -> None:
    page = new_page(geolocation={"latitude": 55.681, "longitude": 12.566}, permissions=["geolocation"])
    page.goto(f"{site}/report")
    page.get_by_text("Or a point on the map").click()
    expect(page.get_by_label("Latitude")).to_have_value("")
    page.get_by_role("button", name="Use where I am").click()
    expect(page.get_by_label("Latitude")).to_have_value("55.681000")
    expect(page.get_by_text("Filled in.", exact=False)).to_be_visible()


def test_nothing_is_refused_by_our_own_content_policy(site: str, office: Office, new_page: NewPage) -> None:
    _, secret = helped(office)
    page = new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in ("/", "/report", f"/my/{secret}", "/api/intake/docs"):
        page.goto(site + path, wait_until="load")
    assert complaints == []


def test_photos_that_are_too_large_together_are_not_sent_and_the_words_stay(
    new_page: NewPage, site: str, office: Office
) -> None:
    page = new_page(PHONE)
    page.goto(f"{site}/report")
    chosen: list[FilePayload] = [
        {"name": f"{each}.jpg", "mimeType": "image/jpeg", "buffer": bytes(8_000_000)} for each in range(2)
    ]
    page.get_by_label("Photos").set_input_files(chosen)
    said = page.get_by_role("alert").filter(has_text="larger than 15 MB together")
    expect(said).to_be_visible()
    assert_accessible(page)
    fill_in(page, text="The lamp is out.")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_label("Photos")).to_be_focused()
    expect(page.get_by_label("What is wrong, or what do you need?")).to_have_value("The lamp is out.")
    assert office.documents() == []
    page.get_by_label("Photos").set_input_files([])
    expect(said).to_have_count(0)
    press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")


def test_R15_a_photo_from_a_phone_comes_along_without_scripts_and_shows_the_picture_alone(
    site: str, office: Office, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page(PHONE, java_script_enabled=False)
    page.goto(f"{site}/report")
    photos = page.get_by_label("Photos")
    photos.set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone(1200, 900)})
    page.get_by_label("How do we reach you?").fill("ada@resident.example")
    write(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    (document,) = office.documents()
    page.goto(f"{site}/my/{office.secret_of(document['_id'])}")
    picture = page.get_by_role("img", name="Photo 1 of 1: Street lamp")
    expect(picture).to_be_visible()
    page.screenshot(path=tmp_path / "my-photos.png", full_page=True)
    with page.expect_navigation() as opened:
        picture.click()
    answer = opened.value
    assert answer is not None
    assert answer.headers["content-type"] == "image/jpeg"
    assert not [each for each in CANARIES if each in answer.body()]
