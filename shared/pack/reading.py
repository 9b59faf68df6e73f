"""One reading of a pack's folder: the shared part, the areas and one service's own file, with all their mistakes."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from shared.pack.area_source import read_areas
from shared.pack.areas import Areas
from shared.pack.checks import Check, run
from shared.pack.common import CommonPack
from shared.pack.common_checks import common
from shared.pack.kept import shortest_of_reports
from shared.pack.known import Checking, gather
from shared.pack.mistakes import Mistake, PackMistakesError
from shared.pack.schema import load
from shared.pack.yaml_source import Document, read_document

Shape = TypeVar("Shape")


class Reading:
    """One reading of a pack's folder; it gathers mistakes and gives nothing until there are none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mistakes: list[Mistake] = []
        categories = read_document(folder / "categories.yaml")
        if categories.data is None and not categories.mistakes:
            categories.mistakes.append(categories.mistake((), "is empty"))
        areas = read_document(folder / "areas.geojson")
        self._is_blind = categories.data is None  # then every code and language would be called unknown
        self.known = gather(categories.data, areas.data)
        self._areas = read_areas(areas)
        self._mistakes += self._areas.mistakes
        self._common = self._load(categories, CommonPack, common(self._areas.areas))

    def own(self, name: str, shape: type[Shape], among: Iterable[Check] = ()) -> Shape:
        """Load one more file of the folder.

        Raises: PackMistakesError with every mistake of this reading.
        """
        return self.beside(name, shape, among)()

    def beside(self, name: str, shape: type[Shape], among: Iterable[Check] = ()) -> Callable[[], Shape]:
        """Load one file of several. What was read is given when it is asked for, after the mistakes of all were found.

        Raises (when asked): PackMistakesError with every mistake of this reading.
        """
        found = self._load(read_document(self.folder / name), shape, among)
        return lambda: self._well(found)

    @property
    def common(self) -> CommonPack:
        """The shared part.

        Raises: PackMistakesError.
        """
        return self._well(self._common)

    @property
    def kept_for(self) -> timedelta | None:
        """How long, at least, what belongs to a report is kept; None where that is not said, or not well."""
        return None if self._common is None else shortest_of_reports(self._common.kept)

    @property
    def areas(self) -> Areas:
        """The served areas, those without mistakes."""
        return self._areas.areas

    def _well(self, found: Shape | None) -> Shape:
        if self._mistakes or found is None:
            raise PackMistakesError(self._mistakes)
        return found

    def _load(self, document: Document, shape: type[Shape], among: Iterable[Check]) -> Shape | None:
        if self._is_blind:
            self._mistakes += document.mistakes
            return None
        with Checking(self.known):
            loaded = load(document, shape)
        found = tuple(document.mistake(path, message) for path, message in run(among, loaded.sections))
        self._mistakes += [*loaded.mistakes, *found]
        return loaded.whole
