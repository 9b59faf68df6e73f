"""Squares of 500 m by which reports near a place are looked up."""

from math import cos, floor, radians

from shared.events.place import EARTH_RADIUS_M, Place

CELL_M = 500
_LAT_STEP = CELL_M / (radians(1) * EARTH_RADIUS_M)


def cell_of(place: Place) -> str:
    """The cell in which a place lies, as `row:column`."""
    row = floor(place.lat / _LAT_STEP)
    return f"{row}:{_column(row, place.long)}"


def cells_around(place: Place) -> list[str]:
    """The cell of the place and the eight around it."""
    row = floor(place.lat / _LAT_STEP)
    return [f"{each}:{_column(each, place.long) + step}" for each in (row - 1, row, row + 1) for step in (-1, 0, 1)]


def _column(row: int, long: float) -> int:
    """Columns of one row are equally wide; the nearer to a pole, the fewer there are."""
    return floor(long / (_LAT_STEP / max(cos(radians(row * _LAT_STEP)), 0.01)))
