"""Square cells in levels, four of one level to each of the next, and the circles around them."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, cos, floor, radians, sqrt
from typing import NamedTuple

from shared.events.place import EARTH_RADIUS_M, Place, distance_m
from shared.events.triage import Circle

M_PER_DEGREE = radians(1) * EARTH_RADIUS_M
# The layout begins so many cells away, plus what the secret says: no number is below zero, and half of it is enough
# for the way around the world, so that a common cell of any two is found by halving the numbers.
AWAY = 2**21


class Cell(NamedTuple):
    """level 0: the smallest."""

    level: int
    row: int
    column: int

    @property
    def box(self) -> "Box":
        """It alone, if it is a smallest one."""
        return Box(self.row, self.column, self.row, self.column)

    @property
    def wider(self) -> "Cell":
        """The cell of the next level in which it lies."""
        return Cell(self.level + 1, self.row >> 1, self.column >> 1)

    @property
    def and_around(self) -> Iterator["Cell"]:
        """It and the eight that touch it, in an order of their own."""
        for row in (0, 1, -1):
            for column in (0, 1, -1):
                yield Cell(self.level, self.row + row, self.column + column)


class Box(NamedTuple):
    """Smallest cells side by side: from row and column to row and column, both included."""

    south: int
    west: int
    north: int
    east: int

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        south, west, north, east = zip(*boxes, strict=True)
        return cls(min(south), min(west), max(north), max(east))


@dataclass(frozen=True, slots=True)
class Grid:
    """radius_m: what the circle around a smallest cell has at least. north, east: by how many cells all is shifted."""

    radius_m: int
    north: float
    east: float
    m_per_degree_east: float

    @property
    def side_m(self) -> float:
        return self.radius_m * sqrt(2)

    def cell(self, place: Place) -> Cell:
        """The smallest one in which the place lies."""
        row = floor(place.lat * M_PER_DEGREE / self.side_m + self.north)
        return Cell(0, row, floor(place.long * self.m_per_degree_east / self.side_m + self.east))

    def circle(self, box: Box) -> Circle:
        """All of the box is in it."""
        south, west, north, east = box.south, box.west, box.north + 1, box.east + 1
        middle = self._place((south + north) / 2, (west + east) / 2)
        centre = Place(lat=round(middle.lat, 6), long=round(middle.long, 6))
        corners = (self._place(row, column) for row in (south, north) for column in (west, east))
        reach = ceil(max(distance_m(centre, corner) for corner in corners))
        return Circle(centre=centre, radius_m=max(reach, self.radius_m) + 1)

    def _place(self, row: float, column: float) -> Place:
        """The south-west corner of a smallest cell."""
        north, east = (row - self.north) * self.side_m, (column - self.east) * self.side_m
        return Place(lat=north / M_PER_DEGREE, long=east / self.m_per_degree_east)


def grid(radius_m: int, *, lat: float, secret: bytes) -> Grid:
    """lat: where its cells are as wide as they are high. It is shifted by what follows from the secret."""
    digest = hmac.digest(secret, f"rough area {radius_m}".encode(), hashlib.sha256)
    north, east = (int.from_bytes(part) / 2**64 * AWAY / 2 + AWAY for part in (digest[:8], digest[8:16]))
    return Grid(radius_m=radius_m, north=north, east=east, m_per_degree_east=M_PER_DEGREE * cos(radians(lat)))
