"""A pack that can be spoilt: a copy of the strict one in a folder of its own."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.pack import Mistake, PackMistakesError

REPOSITORY = Path(__file__).parents[3]
STRICT = REPOSITORY / "tests" / "packs" / "strict"
SHIPPED = REPOSITORY / "deploy" / "neighbourhoods"


@dataclass(frozen=True, slots=True)
class SpoiltPack:
    """A folder whose files are changed one place at a time."""

    folder: Path

    def change(self, file: str, old: str, new: str) -> int:
        """Replace the first `old` of a file and give the line on which the replacement stands."""
        path = self.folder / file
        text = path.read_text()
        assert old in text, f"{file} no longer has {old!r}"
        path.write_text(text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def line(self, file: str, text: str) -> int:
        """Give the line on which a text first stands."""
        return (self.folder / file).read_text().partition(text)[0].count("\n") + 1

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text)

    def mistakes(self, load: Callable[[Path], object]) -> tuple[Mistake, ...]:
        with pytest.raises(PackMistakesError) as caught:
            load(self.folder)
        return caught.value.mistakes


@pytest.fixture
def pack(tmp_path: Path) -> SpoiltPack:
    return SpoiltPack(Path(shutil.copytree(STRICT, tmp_path / "strict")))


@pytest.fixture
def shipped() -> Path:
    """The folder of the neighbourhoods that come with Nabo."""
    return SHIPPED


@pytest.fixture
def strict() -> Path:
    return STRICT
