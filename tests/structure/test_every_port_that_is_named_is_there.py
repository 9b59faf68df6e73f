"""What an adapter or a fake says of itself: the port that it stands behind is where its first line says."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.structure.tree import REPO, tracked, words_of

STANDS_FOR = re.compile(r"(?:Behind|Passes as) `((?:ports|shared)\.[a-z_.]+)\.([A-Z]\w*)")
OF_NOTIFY = "services.notify"


def room_of(file: Path) -> str:
    """The service whose ports a file speaks of; the fakes that name a port by its module are notify's."""
    parts = file.relative_to(REPO).parts
    return ".".join(parts[:2]) if parts[0] == "services" else OF_NOTIFY


def named_in(file: Path) -> set[tuple[str, str]]:
    """Module and name of each port that a file names."""
    return {
        (f"{room_of(file)}.{module}" if module.startswith("ports") else module, name)
        for module, name in STANDS_FOR.findall(words_of(file))
    }


NAMED = sorted(
    {each for file in tracked("services/*.py", "shared/*.py", "tests/fakes/*.py") for each in named_in(file)}
)


def test_ports_are_named() -> None:
    assert ("services.notify.ports.texts", "Answers") in NAMED


@pytest.mark.parametrize("module, name", NAMED)
def test_a_port_that_is_named_is_there(module: str, name: str) -> None:
    assert hasattr(import_module(module), name)
