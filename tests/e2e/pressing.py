"""Presses what leads to another page, and waits for that page: axe would else look at the one that is just going."""

from playwright.sync_api import Locator


def press(target: Locator) -> None:
    """A button or link that leads on."""
    with target.page.expect_navigation(wait_until="load"):
        target.click()
