"""The tree itself: sizes, names, indexes, and what may never stand in it."""

import re

import pytest

from shared.ids import read_reference
from tests.structure.tree import REPO, tracked, words_of

LONGEST_MODULE = 300
RULES = frozenset(range(1, 20)) - {19}  # There are no early warnings yet.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "registry" + ".npmjs", "repo1" + ".maven", "deb" + ".debian")
REFERENCE = re.compile(r"\bN-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]")
LEFTOVERS = {"utils", "helpers", "common", "misc", "manager", "base", "core"}


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    long = {
        str(file.relative_to(REPO)): n
        for file in tracked("*.py")
        if (n := len(words_of(file).splitlines())) > LONGEST_MODULE
    }
    assert not long


def test_every_module_opens_by_saying_what_the_room_is_for() -> None:
    mute = [
        str(file.relative_to(REPO))
        for file in tracked("*.py")
        if words_of(file).strip() and not words_of(file).lstrip().startswith(('"""', 'r"""', "#!"))
    ]
    assert not mute


def test_there_is_no_room_for_leftovers() -> None:
    rooms = {part for file in tracked("services/*", "shared/*") for part in file.relative_to(REPO).parent.parts}
    assert not rooms & LEFTOVERS


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_says_where_packages_come_from(host: str) -> None:
    assert not [str(file.relative_to(REPO)) for file in tracked() if host in words_of(file)]


def test_every_reference_that_is_shown_as_an_example_can_be_one() -> None:
    files = tracked("services", "shared", "docs", "deploy", "*.md", "Makefile")
    shown = {one for file in files for one in REFERENCE.findall(words_of(file))}
    assert shown
    assert {one: read_reference(one) for one in shown} == {one: one for one in shown}


def test_every_decision_is_in_the_index() -> None:
    index = words_of(REPO / "docs/adr/README.md")
    pages = [file.name for file in tracked("docs/adr/0*.md")]
    assert pages
    assert [name for name in pages if name not in index] == []


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_tried_through_http(rule: int) -> None:
    named = re.compile(rf"def test_(\w+_)?R{rule}_\w+\(")
    tried = tracked("tests/integration/rules/test_*.py", "tests/e2e/**/test_*.py")
    assert any(named.search(words_of(file)) for file in tried), f"no test tries to break R{rule}"


def test_every_setting_is_documented_by_the_service_that_reads_it() -> None:
    undocumented = {}
    for service in ("intake", "triage", "notify"):
        read = set(re.findall(r'"(NABO_[A-Z_]+)"', words_of(REPO / f"services/{service}/settings.py")))
        for file in (REPO / "shared/settings").glob("*.py"):
            read |= set(re.findall(r'"(NABO_[A-Z_]+)"', words_of(file)))
        readme = words_of(REPO / f"services/{service}/README.md")
        missing = {name for name in read if name not in readme}
        if missing:
            undocumented[service] = missing
    assert not undocumented, "say in the service's README what they are for"


def test_no_neighbourhood_is_named_in_code() -> None:
    packs = {folder.name for folder in (REPO / "deploy/neighbourhoods").iterdir() if folder.is_dir()} - {"__pycache__"}
    named = [
        str(file.relative_to(REPO))
        for file in tracked("services/*.py", "shared/*.py")
        if any(re.search(rf"\b{re.escape(pack)}\b", words_of(file), re.IGNORECASE) for pack in packs)
    ]
    assert not named


def test_a_number_that_a_page_dials_has_no_spaces() -> None:
    """Not every phone dials `tel:116 117` (RFC 3966)."""
    pages = [file for folder in ("services", "shared", "deploy") for file in (REPO / folder).rglob("*.html")]
    dialled = [(file.name, name) for file in pages for name in re.findall(r"tel:\{\{([^}]*)\}\}", file.read_text())]
    assert dialled
    assert [each for each in dialled if "replace(' ', '')" not in each[1]] == []
