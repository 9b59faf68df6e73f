"""What is wrong with a pack, said with file and line so that whoever wrote it can go straight there."""

from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mistake:
    """One mistake; `line` counts from 1, `where` is the way to it, such as `categories[3].name`."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        """Give the one line that an editor can jump to."""
        place = f"{self.file}:{self.line}: "
        return place + (f"{self.where}: {self.message}" if self.where else self.message)


class PackMistakesError(Exception):
    """A pack that cannot be used; carries every mistake found, in the order of files and lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def spelled(path: Path) -> str:
    """Write a path as people read it: `("categories", 3, "name")` is `categories[3].name`."""
    words = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(words).removeprefix(".")
