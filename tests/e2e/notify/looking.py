"""Looks at a page as everybody who uses it would, and keeps its picture for whoever wants to look, too."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.web.axe import assert_accessible

PICTURES = os.environ.get("NABO_TEST_PICTURES")
"""A folder where whoever looks at the pages wants to have them."""


def looked_at(page: Page, name: str) -> None:
    """Every page is usable by everybody; its picture is kept where somebody asked for it."""
    assert_accessible(page)
    if PICTURES:
        width = page.viewport_size["width"] if page.viewport_size else 0
        language = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(PICTURES) / f"{name}-{language}-{width}.png", full_page=True)
