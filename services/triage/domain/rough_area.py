"""The circle that stands for a place before somebody may know it (rule R5).

The neighbourhood is laid out in square cells, shifted by a secret, four of one level to each of the next. Every address
has the circle around one cell, and every circle stands for twenty addresses or more: however often it is shown, for
however many reports, it only ever says "one of these".
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from math import floor
from typing import TypeVar

from services.triage.domain.rough_grid import Box, Cell, Grid, grid
from shared.events.place import Place, distance_m
from shared.events.triage import Circle

T = TypeVar("T")

LEAST_RADIUS_M = 150
LEAST_ADDRESSES = 20
LEAST_RADIUS_WITHOUT_M = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Roughness:
    """radius_m and addresses: what every circle has at least. radius_without_m: where no addresses are known."""

    radius_m: int
    addresses: int
    radius_without_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughAreas:
    """standing: the circles of cells that stand for addresses. peopled: where in a cell its addresses are.

    Only cells with enough addresses to hide among are in it. whole: the cell with all addresses.
    """

    grid: Grid
    standing: Mapping[Cell, Circle]
    peopled: Mapping[Cell, Box]
    whole: Cell

    def circle(self, place: Place) -> Circle:
        """The smallest one that stands for addresses there; by cell, so that it costs the same in any town."""
        cells = tuple(self._upwards(self.grid.cell(place)))
        beside = (near for cell in cells for near in cell.and_around)
        shown = (self.standing[cell] for cell in (*cells, *beside) if cell in self.standing)
        return next((circle for circle in shown if _covers(circle, place)), None) or self._wide(cells, place)

    def _wide(self, cells: Iterable[Cell], place: Place) -> Circle:
        """For a place far from all addresses: twenty of them are in it, but it is the circle of none."""
        peopled = (self.grid.circle(self.peopled[cell]) for cell in cells if cell in self.peopled)
        around = next((circle for circle in peopled if _covers(circle, place)), None)
        return around or _reaching(self.grid.circle(self.peopled[self.whole]), place)

    def _upwards(self, cell: Cell) -> Iterator[Cell]:
        while cell.level < self.whole.level:
            yield cell
            cell = cell.wider
        yield cell


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutAddresses:
    """Passes as `RoughAreas` where hardly any address is known: a circle as wide as rule R5 says."""

    radius_m: int
    secret: bytes

    def circle(self, place: Place) -> Circle:
        """Around a cell that is as wide as it is high in its own row."""
        anywhere = grid(self.radius_m, lat=0, secret=self.secret)
        lat = anywhere.circle(anywhere.cell(place).box).centre.lat
        there = grid(self.radius_m, lat=lat, secret=self.secret)
        return there.circle(there.cell(place).box)


def lay_out(addresses: Iterable[Place], roughness: Roughness, *, secret: bytes) -> RoughAreas | WithoutAddresses:
    """The circles of a neighbourhood. The same addresses in another order have the same."""
    known, least = tuple(addresses), max(roughness.addresses, LEAST_ADDRESSES)
    if len(known) < least:
        return WithoutAddresses(radius_m=max(roughness.radius_without_m, LEAST_RADIUS_WITHOUT_M), secret=secret)
    lat = floor(min(address.lat for address in known))  # A new address in the north leaves all cells as they are.
    cells = grid(max(roughness.radius_m, LEAST_RADIUS_M), lat=lat, secret=secret)
    settled = _Settling(least)
    whole = settled.settle(Counter(cells.cell(address) for address in known))
    standing = {cell: cells.circle(settled.peopled[cell]) for cell in settled.standing}
    return RoughAreas(grid=cells, standing=standing, peopled=settled.peopled, whole=whole)


class _Settling:
    """Gives every address to the smallest cell that so many share, and leaves none over.

    standing: how many addresses each shown cell stands for: those in it that no smaller shown cell has.
    peopled: where the addresses are, in each cell that has so many.
    """

    def __init__(self, least: int) -> None:
        self._least = least
        self.standing: dict[Cell, int] = {}
        self.peopled: dict[Cell, Box] = {}

    def settle(self, left: Mapping[Cell, int]) -> Cell:
        """left: how many addresses of each smallest cell have none yet. Returns the cell in which all of them lie."""
        outer: dict[Cell, list[Cell]] = {cell: [] for cell in left}
        boxes, inside = {cell: cell.box for cell in left}, left
        while True:
            self.peopled |= {cell: box for cell, box in boxes.items() if inside[cell] >= self._least}
            left = {cell: self._over(cell, left[cell], outer) for cell in sorted(left)}
            if len(left) == 1:
                return next(iter(left))
            left, inside = _gathered(left, sum), _gathered(inside, sum)
            outer, boxes = _gathered(outer, _joined), _gathered(boxes, Box.around)

    def _over(self, cell: Cell, left: int, outer: dict[Cell, list[Cell]]) -> int:
        """How many have no circle yet after this cell; too few for one of their own take the fewest others with them.

        outer: of each cell the shown cells in it which lie in no other shown one; this cell's are brought up to date.
        """
        if 0 < left < self._least and outer[cell]:
            fewest = min(outer[cell], key=lambda shown: (self.standing[shown], shown))
            left += self.standing.pop(fewest)
        if left < self._least:
            return left
        self.standing[cell] = left
        outer[cell] = [cell]
        return 0


def _gathered(of_cells: Mapping[Cell, T], join: Callable[[Iterable[T]], T]) -> dict[Cell, T]:
    """The same for the cells of the next level: of each the join of what its four have."""
    parts: dict[Cell, list[T]] = {}
    for cell, part in of_cells.items():
        parts.setdefault(cell.wider, []).append(part)
    return {cell: join(listed) for cell, listed in parts.items()}


def _joined(lists: Iterable[list[Cell]]) -> list[Cell]:
    return [cell for listed in lists for cell in listed]


def _covers(circle: Circle, place: Place) -> bool:
    return distance_m(circle.centre, place) <= circle.radius_m


def _reaching(circle: Circle, place: Place) -> Circle:
    """The circle, as many times doubled as it takes to have the place in it."""
    away = distance_m(circle.centre, place)
    radii = (circle.radius_m * 2**times for times in count())
    return Circle(centre=circle.centre, radius_m=next(radius for radius in radii if radius >= away))
