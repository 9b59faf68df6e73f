"""Who follows docs/how-to word by word has a pack without mistakes after each step that says so."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from deploy.neighbourhoods.__main__ import mistakes_of

HOW_TO = Path("docs/how-to/add-a-category.md")
PACK = Path("deploy/neighbourhoods/kluuvi")
BEFORE = {
    "categories.yaml": "  - code: other\n",
    "owners": "  other: {team",
    "tasks": "  - {category: litter,",
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """As before somebody followed the page: whoever does must not fail for it."""
    copied = Path(shutil.copytree(PACK, tmp_path / PACK.name))
    for file in (copied / "categories.yaml", copied / "triage.yaml"):
        file.write_text(without_what_is_said(file.read_text()))
    return copied


def without_what_is_said(text: str) -> str:
    *blocks, rule = said()
    for block in blocks:
        text = text.replace(block, "")
    return text.replace(rule, before(rule))


def before(rule: str) -> str:
    return rule.replace(", bench]", "]")


def said() -> list[str]:
    """What the page gives to be written, in its order."""
    blocks = re.findall(r"   ```yaml\n(.*?)   ```", HOW_TO.read_text(), re.DOTALL)
    return [re.sub(r"^   ", "", block, flags=re.MULTILINE) for block in blocks]


def write(pack: Path, changes: Mapping[str, tuple[str, str]]) -> None:
    """changes: by file, what is replaced and by what."""
    for name, (old, new) in changes.items():
        text = (pack / name).read_text()
        assert text.count(old) == 1, f"{HOW_TO} shows {name} as it is no more; write the page anew: {old}"
        (pack / name).write_text(text.replace(old, new))


def test_a_category_can_be_added_as_the_page_says(pack: Path) -> None:
    category, owner, words, task, rule = said()
    other, others_owner, first_task = BEFORE.values()
    write(pack, {"categories.yaml": (other, category + other)})
    assert mistakes_of(pack), "a category without an owner is a mistake"
    write(pack, {"triage.yaml": (others_owner, owner + others_owner)})
    assert mistakes_of(pack) == []
    write(pack, {"categories.yaml": (category, category + words)})
    write(pack, {"triage.yaml": (first_task, task + first_task)})
    write(pack, {"triage.yaml": (before(rule), rule)})
    assert mistakes_of(pack) == []
