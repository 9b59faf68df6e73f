"""Whether a page can be used by everybody, as far as a machine can tell."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from deploy.front.layout import MODULES

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """rules => axe.run(document, {runOnly: rules, preload: false, resultTypes: ["violations"]})
    .then(found => found.violations)"""
"""What is right is not told in full: that takes as long as to look."""

_AXE: Path = MODULES / "axe-core" / "axe.min.js"


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA or of best practice, one h1, and nothing wider than the window."""
    page.evaluate(_axe())
    violations: list[dict[str, Any]] = page.evaluate(_RUN, list(RULES))
    assert not [_said(one) for one in violations], page.url
    assert page.locator("h1").count() == 1, page.url
    assert_fits(page)


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} is too wide"


@cache
def _axe() -> str:
    assert _AXE.exists(), "run `python -m deploy.front build` first"
    return _AXE.read_text()


def _said(violation: dict[str, Any]) -> str:
    places = "; ".join(str(node["target"]) + " " + node["html"][:100] for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']}: {places}"
