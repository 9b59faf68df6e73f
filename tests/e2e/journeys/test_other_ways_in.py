"""A report by phone, a report by keyboard, and the pages as they stand when something is missing, empty or over."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.acts import somebody_new
from tests.e2e.journeys.conftest import DESKTOP, PHONE, Window, told_in
from tests.e2e.town.signing_in import SIGN_IN, sits_down
from tests.e2e.town.walker import Walker

AINO = "aino@desk.kluuvi.example"
NARROW = (320, 640)


def test_somebody_calls_and_a_caseworker_writes_it_down(window: Window) -> None:
    aino, email = sits_down(window(size=DESKTOP), AINO), somebody_new()
    aino.goes_to("/desk").follows("Enter a report for someone").is_under("Report for someone")
    aino.chooses("By phone").chooses("Street lamp").fills_in("What do they tell?", "The lamp blinks all night.")
    aino.fills_in("Where is it?", "Vuorikatu 5").chooses("No, or not asked").fills_in("How do we reach them?", email)
    aino.presses("Send it")
    # Who is quicker than the script is asked on one more page.
    if aino.page.get_by_role("heading", level=1).inner_text() != "It is in.":
        aino.presses("Send it")
    aino.is_under("It is in.").sees("They get a message within minutes")
    told = told_in(aino, email)
    assert told.letter(having=told.reference).has_link("/my/")
    aino.goes_to("/desk").reloads_until(told.reference)
    aino.goes_to(f"/desk/cases/{told.reference}").sees("The lamp blinks all night.").sees("by phone")


def test_a_report_by_keyboard_alone(window: Window) -> None:
    walker = window(size=DESKTOP)
    walker.goes_to("/")
    keys = walker.page.keyboard
    tabs_to(walker.page, "Report something")
    with walker.page.expect_navigation(wait_until="load"):
        keys.press("Enter")
    tabs_to(walker.page, "category")
    keys.press("Space")
    keys.press("ArrowRight")
    expect(walker.page.get_by_label("Hole in road or pavement")).to_be_checked()
    tabs_to(walker.page, "text")
    keys.type("A hole by the crossing.")
    tabs_to(walker.page, "address")
    keys.type("Vuorikatu 5")
    tabs_to(walker.page, "consent")
    keys.press("Space")
    keys.press("ArrowDown")
    tabs_to(walker.page, "Send it")
    with walker.page.expect_navigation(wait_until="load"):
        keys.press("Enter")
    walker.meets_the_page().is_under("Thank you. We have it.")


def tabs_to(page: Page, name: str, *, most: int = 80) -> None:
    """Until the focus is on the field of this name, or the link or button with these words."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate("() => [document.activeElement.name, document.activeElement.innerText.trim()]")
        if name in focused:
            outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none" or page.locator(":focus-visible").count(), f"nobody sees the focus on {name}"
            return
    raise AssertionError(f"the keyboard never reached {name}")


@pytest.mark.parametrize("size", [NARROW, PHONE, DESKTOP], ids=str)
def test_every_public_page_can_be_used_by_everybody(window: Window, size: tuple[int, int]) -> None:
    walker = window(size=size)
    for path in (
        "/",
        "/report",
        "/list",
        "/list?near=Vuorikatu%205",
        "/how",
        "/help",
        "/help/guide",
        SIGN_IN,
        "/r?reference=what",
        "/r/N-7K3M-Q9WY-4",
        "/my/nobody",
        "/no-such-page",
        "/api/intake/docs",
        "/api/triage/docs",
        "/api/notify/docs",
    ):
        walker.goes_to(path)


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_form_that_is_not_right_yet_says_so_and_keeps_what_was_typed(window: Window, language: str) -> None:
    walker = window(language=language)
    walker.goes_to("/report").fills_in("What is wrong, or what do you need?", "A hole.").presses("Send it")
    expect(walker.page.locator(".n-errors")).to_be_focused()
    assert walker.page.locator("textarea[name=text]").input_value() == "A hole."


def test_an_address_that_nobody_knows_brings_others_to_choose_from(window: Window) -> None:
    walker = window(scripts=False)
    walker.goes_to("/report").chooses("Hole in road or pavement")
    walker.fills_in("What is wrong, or what do you need?", "A hole.").fills_in("Where is it?", "Vuorikatu 500")
    walker.chooses("No, professionals only").presses("Send it").sees("Which of these do you mean?")
    walker.chooses("It is as I wrote it").presses("Send it").is_under("Thank you. We have it.")


def test_a_wrong_code_and_a_used_link_say_what_to_do_next(window: Window) -> None:
    walker = window()
    before = walker.town.mailbox.now()
    walker.goes_to(SIGN_IN)
    walker.page.locator("main input[name=email]").fill("liv@kluuvi.example")
    walker.press_the_only_button()
    right = walker.town.mailbox.wait_for_code("liv@kluuvi.example", after=before)
    walker.page.locator("main input[name=code]").fill("000000" if right != "000000" else "111111")
    walker.press_the_only_button().sees("That is not the code in the newest mail.")
    link = walker.town.mailbox.wait_for("liv@kluuvi.example", having=SIGN_IN, after=before).link(SIGN_IN)
    walker.goes_to(link).press_the_only_button()
    assert walker.path == "/me"
    window().goes_to(link).is_under("This link or code has been used or is too old")


def test_what_stands_on_pages_while_there_is_nothing_on_them(window: Window) -> None:
    oskar = sits_down(window(size=DESKTOP), "oskar@desk.kluuvi.example")
    for path in ("/desk", "/desk?show=mine", "/desk?show=urgent", "/desk?show=neighbours", "/desk?show=waiting", "/me"):
        oskar.goes_to(path)
    kirsten = sits_down(window(size=PHONE), "kirsten@desk.kluuvi.example")
    kirsten.goes_to("/desk")
    neighbour: Walker = sits_down(window(size=PHONE), "samir@kluuvi.example")
    for path in ("/help", "/me", "/me/sessions", "/me/data", "/me/data/erase"):
        neighbour.goes_to(path)
    neighbour.goes_to("/desk").sees("no such page")
