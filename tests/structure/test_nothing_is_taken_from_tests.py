"""A module of tests is read for what it promises; what several of them need stands in a room of its own beside them."""

import ast
from collections.abc import Iterator

import pytest

from tests.structure.tree import REPO, tracked, words_of

OF_TESTS = "test_"


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of whatever is imported, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            yield from ((node.lineno, f"{module}.{each.name}") for each in node.names)


def taken_from_tests(source: str) -> list[tuple[int, str]]:
    return [
        (line, name) for line, name in imported(source) if any(part.startswith(OF_TESTS) for part in name.split("."))
    ]


@pytest.mark.parametrize(
    "source",
    [
        "from tests.unit.notify.test_doors import ADA",
        "from tests.unit.notify import test_doors",
        "from tests.unit.notify.house import (\n    ADA,\n    test_somebody_comes,\n)",
        "import tests.unit.notify.test_doors as doors",
        "from test_doors import ADA",
        "from .test_doors import ADA",
        "from . import test_doors",
        "def late():\n    from tests.unit.notify.test_doors import ADA",
    ],
)
def test_whatever_way_it_is_written_it_is_seen(source: str) -> None:
    assert len(taken_from_tests(source)) == 1


@pytest.mark.parametrize("source", ["from tests.fakes.ears import Room", "import pytest", "from . import house"])
def test_what_stands_in_a_room_of_its_own_may_be_taken(source: str) -> None:
    assert taken_from_tests(source) == []


def test_no_module_takes_anything_from_a_module_of_tests() -> None:
    taken = {
        f"{file.relative_to(REPO)}:{line} {name}"
        for file in tracked("*.py")
        for line, name in taken_from_tests(words_of(file))
    }
    assert not taken, "move it to a module beside them that is named for what it holds"
