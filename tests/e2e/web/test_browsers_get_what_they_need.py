"""The built files: complete, marked by their contents, and nothing else beside them."""

import json
import re
from pathlib import Path

import pytest

from deploy.front.assemble import ENDINGS
from deploy.front.build import build
from deploy.front.icons import LUCIDE
from deploy.front.layout import ASSETS, REPO, SOURCES

TEMPLATES = [*REPO.glob("shared/web/templates/**/*.html"), *REPO.glob("services/*/entrypoints/web/templates/**/*.html")]
NAMED = re.compile(r"""icon(?:_name)?(?:=|\()\s*["']([a-z0-9-]+)["']|"icon":\s*["']([a-z0-9-]+)["']""")


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    build()


def test_a_second_build_makes_nothing() -> None:
    assert build() == 0


def test_only_what_browsers_load_is_served() -> None:
    strange = {file.suffix for file in ASSETS.rglob("*") if file.is_file()} - ENDINGS
    assert strange <= {".json", ""}, "the list of marks and the stamp, which the gateway does not serve"


def test_every_file_has_its_mark() -> None:
    marks = json.loads((ASSETS / "manifest.json").read_text())
    assert set(marks) == {
        str(file.relative_to(ASSETS)) for file in ASSETS.rglob("*") if file.is_file() and file.suffix in ENDINGS
    }


def test_the_style_sheet_names_only_files_that_are_there_and_none_elsewhere() -> None:
    named = re.findall(r"url\(([^)]+)\)", (ASSETS / "nabo.css").read_text())
    assert named
    assert all((ASSETS / address.partition("?")[0]).is_file() for address in named)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(REPO)))
def test_every_icon_that_a_page_names_is_there(template: Path) -> None:
    known = set(re.findall(r'id="([a-z0-9-]+)"', (ASSETS / "icons.svg").read_text()))
    named = {one or other for one, other in NAMED.findall(template.read_text())}
    assert named <= known


def test_the_single_icons_are_listed_in_order_and_once() -> None:
    assert list(LUCIDE) == sorted(set(LUCIDE))


def test_the_lock_holds_no_addresses() -> None:
    lock = (SOURCES / "package-lock.json").read_text()
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
