"""Takes the README's pictures of a neighbourhood that has lived for a few days: `python -m tests.e2e.pictures`."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from deploy.local.layout import REPO
from deploy.local.lifecycle import running_stack
from shared.sessions import COOKIE
from tests.conftest import HOW_TO_GET_CHROMIUM, find_chromium, next_wednesday
from tests.e2e.conftest import FLAGS
from tests.e2e.town.desk import desk_of
from tests.e2e.town.reports import Told, tell
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.town import Town, town_of

INTO = REPO / "docs" / "pictures"
DESK, PHONE = (1280, 860), (390, 844)
OSKAR = "oskar@desk.kluuvi.example"
LARGEST_BYTES = 150_000

LIVED = (
    ("other", "The bench by the stop has lost a board.", "Kaisaniemenkatu 4", timedelta(hours=25)),
    ("noise", "The ventilation of the shop hums all night.", "Mikonkatu 17", timedelta(hours=13)),
    ("noise", "Drilling before seven, three days in a row.", "Vilhonkatu 6", timedelta(hours=5, minutes=20)),
    ("tech_help", "My phone shows letters too small to read.", "Vuorikatu 14", timedelta(minutes=80)),
    ("dog_walk", "My hip is new; Musti would love a walk.", "Kaisaniemenkatu 5", timedelta(minutes=35)),
    ("noise", "The speakers of the new shop are very loud.", "Mikonkatu 11", timedelta(minutes=12)),
    ("other", "The notice board is full of old posters.", "Yliopistonkatu 5", timedelta(seconds=20)),
)
"""What people told, where, and how long ago by the time of the picture: all of it stands on one desk."""
BEGIN = timedelta(days=2, hours=2)
TAKEN = frozenset({0, 5})


def main() -> int:
    """Returns the exit status."""
    chromium = find_chromium()
    if chromium is None:
        sys.stderr.write(f"There is no Chromium here; {HOW_TO_GET_CHROMIUM}\n")
        return 1
    INTO.mkdir(parents=True, exist_ok=True)
    root = Path(tempfile.mkdtemp())
    try:
        with (
            running_stack(root, clock_start=next_wednesday("Europe/Helsinki")) as stack,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            town = town_of(stack)
            live(town)
            take(browser, DESK, INTO / "desk.png", lambda page: at_the_desk(page, town))
            take(browser, PHONE, INTO / "phone.png", lambda page: at_a_phone(page, town))
            browser.close()
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return 0


def live(town: Town) -> None:
    """Let each thing be told when it was."""
    end = town.now + BEGIN
    told: list[Told] = []
    for category, text, address, ago in LIVED:
        town.wait_until_it_is(end - ago)
        told.append(tell(town, category, text=text, location={"address": address}, neighbour_consent=True))
        told[-1].becomes("with_team", "asking_neighbours")
        if len(told) - 1 in TAKEN:
            desk_of(town, OSKAR).does(told[-1].reference, "take")
    town.wait_until_it_is(end)
    for each in told:
        each.becomes("with_team", seconds=60)


def at_the_desk(page: Page, town: Town) -> None:
    session = signed_in(town, OSKAR).cookie(COOKIE)
    page.context.add_cookies([{"name": COOKIE, "value": session, "url": town.url}])
    page.goto(f"{town.url}/desk", wait_until="networkidle")


def at_a_phone(page: Page, town: Town) -> None:
    page.goto(f"{town.url}/report?category=street_light", wait_until="networkidle")
    page.get_by_label("What is wrong, or what do you need?").fill("The lamp at the corner is dark since Sunday.")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")


def take(browser: Chromium, size: tuple[int, int], file: Path, go: Callable[[Page], None]) -> None:
    """Raises: ValueError for a picture that is too large for a front page."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en")
    page = context.new_page()
    go(page)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.screenshot(path=file, animations="disabled")
    context.close()
    if file.stat().st_size > LARGEST_BYTES:
        raise ValueError(f"{file} has {file.stat().st_size} bytes")


if __name__ == "__main__":
    raise SystemExit(main())
