"""Triage's pages in a real browser: accessible at every width, usable without scripts, and the queue renews itself."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from deploy.front.build import build
from tests.e2e.pressing import press
from tests.e2e.triage_web.stage import Stage, staged
from tests.e2e.web.axe import assert_accessible, assert_fits
from tests.factories.triage_town import ANNA, EVA, KIRSTEN, LEO, MARIA, MINA, OTTO, invitation_id

NewPage = Callable[..., Page]
OK = 200
NARROW, PHONE, DESKTOP = (320, 640), (390, 844), (1280, 900)
PAGES: dict[str, tuple[str | None, Callable[[Stage], str]]] = {
    "my queue": (ANNA, lambda _: "/desk"),
    "an empty queue": (MARIA, lambda _: "/desk?show=reopened"),
    "alarms": (KIRSTEN, lambda _: "/desk"),
    "where it was not safe": (KIRSTEN, lambda stage: stage.town.desk(stage.unsafe)),
    "a case": (ANNA, lambda stage: stage.town.desk(stage.lamp)),
    "a case that neighbours are on": (ANNA, lambda stage: stage.town.desk(stage.given)),
    "a case that was opened again": (ANNA, lambda stage: stage.town.desk(stage.reopened)),
    "a case for those who protect": (MARIA, lambda stage: stage.town.desk(stage.asked)),
    "who may do what": (EVA, lambda _: "/desk/roles"),
    "nothing to agree with": (EVA, lambda _: "/desk/roles?show=waiting"),
    "one person's roles": (EVA, lambda _: f"/desk/roles/{ANNA}"),
    "my own roles": (EVA, lambda _: f"/desk/roles/{EVA}"),
    "a role to take back": (EVA, lambda _: f"/desk/roles/{ANNA}/take-back?role=caseworker&team=social"),
    "my tasks": (LEO, lambda _: "/help"),
    "what is asked of me": (LEO, lambda stage: f"/help/asked/{invitation_id(stage.asked, LEO)}"),
    "my task": (LEO, lambda stage: f"/help/tasks/{stage.given}"),
    "stop helping": (LEO, lambda _: "/help/stop"),
    "written to me since I left": (MINA, lambda stage: f"/help/tasks/{stage.unsafe}/messages"),
    "leave now": (LEO, lambda _: "/help/unsafe"),
    "before you help": (None, lambda _: "/help/guide"),
    "help a neighbour": (None, lambda _: "/help"),
    "how we decide": (None, lambda _: "/how"),
    "the api": (None, lambda _: "/api/triage/docs"),
}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    build()
    with staged() as running:
        yield running


def open_page(stage: Stage, page: Page, name: str) -> Page:
    who, path = PAGES[name]
    if who is not None:
        page.context.add_cookies([stage.cookie(who)])  # type: ignore[list-item]
    answer = page.goto(stage.address + path(stage))
    assert answer is not None
    assert answer.status == OK, name
    return page


def every_page(stage: Stage, page: Page) -> Iterator[Page]:
    for name in PAGES:
        page.context.clear_cookies()
        yield open_page(stage, page, name)


@pytest.mark.parametrize("size,language", [(PHONE, "da"), (DESKTOP, "en")], ids=str)
def test_every_page_is_accessible_on_a_phone_and_a_desk(
    stage: Stage, new_page: NewPage, size: tuple[int, int], language: str
) -> None:
    for page in every_page(stage, new_page(size, locale=language)):
        assert_accessible(page)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_fits_the_narrowest_window(stage: Stage, new_page: NewPage, language: str) -> None:
    """It is laid out as on a phone, where axe looks at it."""
    for page in every_page(stage, new_page(NARROW, locale=language)):
        assert_fits(page)


def test_a_refused_form_of_a_case_leads_to_what_is_wrong(stage: Stage, new_page: NewPage) -> None:
    page = open_page(stage, new_page(DESKTOP), "a case")
    page.get_by_label("In a sentence, for the reporter").fill("New lamp fitted.")
    press(page.get_by_role("button", name="It is done"))
    expect(page.locator(".n-errors")).to_be_focused()
    expect(page.get_by_label("In a sentence, for the reporter")).to_have_value("New lamp fitted.")
    assert_accessible(page)


def test_a_new_case_comes_to_the_desk_without_a_click(stage: Stage, new_page: NewPage) -> None:
    page = open_page(stage, new_page(DESKTOP), "my queue")
    rows = page.locator(".n-card")
    before = rows.count()
    case_id = stage.town.case(category="pothole", address="Mikonkatu 1")
    expect(rows).to_have_count(before + 1)
    expect(page.get_by_text(stage.town.reference(case_id))).to_be_visible()


def test_R8_unsafe_comes_to_the_coordinators_desk_within_seconds_and_without_a_click(
    stage: Stage, new_page: NewPage
) -> None:
    page = open_page(stage, new_page(DESKTOP), "alarms")
    case_id = stage.town.with_task(OTTO, category="litter")
    stage.town.post(OTTO, f"/help/tasks/{case_id}/unsafe")
    expect(page.get_by_text("Otto stopped: it was not safe")).to_be_visible()


def test_the_number_to_call_stays_in_view_on_a_phone(stage: Stage, new_page: NewPage) -> None:
    page = open_page(stage, new_page(PHONE, java_script_enabled=False), "my task")
    page.get_by_role("button", name="Send").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="+358 9 555 0110")).to_be_in_viewport()


def test_yes_and_no_work_without_scripts(stage: Stage, new_page: NewPage) -> None:
    page = open_page(stage, new_page(PHONE, java_script_enabled=False), "what is asked of me")
    press(page.get_by_role("button", name="No, thank you"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for answering")


def test_a_role_is_given_and_taken_back_without_scripts(stage: Stage, new_page: NewPage) -> None:
    page = open_page(stage, new_page(PHONE, java_script_enabled=False), "one person's roles")
    page.get_by_label("Role").select_option("coordinator")
    page.get_by_label("Why").select_option("new_duty")
    press(page.get_by_role("button", name="Give it"))
    expect(page.get_by_role("status")).to_contain_text("Given.")
    press(page.get_by_role("link", name="Take it back").last)
    press(page.get_by_role("button", name="Take it back"))
    expect(page.get_by_text("Choose why.").first).to_be_visible()
    page.get_by_label("Why").select_option("by_mistake")
    press(page.get_by_role("button", name="Take it back"))
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
