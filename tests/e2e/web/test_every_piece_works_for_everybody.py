"""The pieces of shared/web in a real browser: on a phone and a desk, with and without scripts, mouse or colours."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from deploy.front.build import build
from tests.e2e.pressing import press
from tests.e2e.web.axe import assert_accessible, assert_fits
from tests.e2e.web.gallery_app import gallery_app, served

NewPage = Callable[..., Page]
PATHS = ("/", "/form", "/r/N-7K3M-Q9WY-4", "/desk", "/help", "/danger", "/nowhere", "/away", "/broken")
NARROW, PHONE, DESKTOP = (320, 640), (390, 844), (1280, 900)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    build()
    with served(gallery_app()) as address:
        yield address


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
def test_every_piece_is_accessible_on_a_phone_and_a_desk(site: str, new_page: NewPage, size: tuple[int, int]) -> None:
    page = new_page(size)
    for path in PATHS:
        page.goto(site + path)
        assert_accessible(page)


def test_every_piece_fits_the_narrowest_window(site: str, new_page: NewPage) -> None:
    """It is laid out as on a phone, where axe looks at it."""
    page = new_page(NARROW)
    for path in PATHS:
        page.goto(site + path)
        assert_fits(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
def test_a_refused_form_is_accessible_and_has_the_focus_on_what_is_wrong(
    site: str, new_page: NewPage, size: tuple[int, int]
) -> None:
    page = new_page(size)
    page.goto(f"{site}/form")
    page.get_by_label("Where is it?").fill("By the well")
    press(page.get_by_role("button", name="Next"))
    expect(page.locator(".n-errors")).to_be_focused()
    expect(page.get_by_label("Where is it?")).to_have_value("By the well")
    assert_accessible(page)
    page.get_by_role("link", name="Describe what is wrong.").click()
    expect(page.get_by_label("Describe it in your own words")).to_be_focused()


def test_the_whole_way_works_without_scripts(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/form")
    expect(page.get_by_text("At most 500 characters")).to_be_visible()
    press(page.get_by_role("button", name="Next"))
    page.get_by_label("Street lamp is out").check()
    page.get_by_label("Describe it in your own words").fill("The lamp by the well is dark.")
    page.get_by_label("Yes, a neighbour may help").check()
    press(page.get_by_role("button", name="Next"))
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    page.get_by_text("Why the lighting team?").click()
    expect(page.get_by_text("lamps need an electrician.", exact=False)).to_be_visible()


def test_ways_and_language_are_there_on_a_phone_without_scripts(site: str, new_page: NewPage) -> None:
    page = new_page(NARROW, java_script_enabled=False)
    page.goto(f"{site}/desk?of=team")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="My queue")).to_be_visible()
    press(page.get_by_role("button", name="Dansk"))
    assert page.url == f"{site}/desk?of=team"
    expect(page.get_by_role("button", name="English")).to_be_visible()
    expect(page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Mine sager")).to_be_visible()


def test_the_keyboard_skips_to_the_content_and_chooses_tiles(site: str, new_page: NewPage) -> None:
    page = new_page(DESKTOP)
    page.goto(f"{site}/form")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    expect(page.get_by_role("link", name="To the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Back")).to_be_focused()
    page.get_by_label("Street lamp is out").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Hole in road or pavement")).to_be_checked()


def test_what_is_left_to_write_is_counted(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/form")
    page.get_by_label("Describe it in your own words").fill("x" * 499)
    expect(page.locator("#text-limit")).to_have_text("1 character left")
    page.get_by_label("Describe it in your own words").fill("😀" * 503)
    expect(page.locator("#text-limit")).to_have_text("3 characters too many")


def test_pressing_twice_sends_once(site: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{site}/help")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Yes, I will").evaluate("button => { button.click(); button.click(); }")
    expect(page.get_by_role("heading", level=1)).to_have_text("This has changed in the meantime")
    assert len(sent) == 1


def test_nothing_is_refused_by_our_own_content_policy(site: str, new_page: NewPage) -> None:
    page = new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("response", lambda answer: complaints.append(answer.url) if not answer.ok else None)
    for path in ("/", "/form", "/desk"):
        page.goto(site + path, wait_until="load")
        page.evaluate("() => document.fonts.ready.then(() => true)")
    assert complaints == []


@pytest.mark.parametrize("choice", ["Street lamp is out", "Yes, a neighbour may help", "Clear snow"])
def test_what_is_chosen_is_seen_in_forced_colours(site: str, new_page: NewPage, choice: str) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{site}/form")
    label = page.locator("label", has_text=choice)
    before = label.screenshot()
    page.get_by_label(choice).check()
    page.evaluate("document.activeElement.blur()")
    assert label.screenshot() != before


def test_paper_shows_the_words_and_not_the_ways(site: str, new_page: NewPage) -> None:
    page = new_page(DESKTOP)
    page.goto(f"{site}/r/N-7K3M-Q9WY-4")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button", name="It is fixed")).to_be_hidden()


def test_a_narrow_window_shows_a_list_and_a_wide_one_columns(site: str, new_page: NewPage) -> None:
    page = new_page(PHONE)
    page.goto(f"{site}/desk")
    expect(page.get_by_text("Why here:").first).to_be_visible()
    expect(page.locator(".n-cards__heads")).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".n-cards__heads")).to_be_visible()
