"""Square cells by which helpers near a place are found through an index: small ones for short ways, large for long."""

from math import ceil, cos, floor, radians

from shared.events.place import EARTH_RADIUS_M, Place

SIZES_M = (500, 2000, 8000)
MOST_CELLS = 120  # MongoDB merges up to 200 sorted scans; beyond that it would sort in memory.
_M_PER_DEGREE = radians(1) * EARTH_RADIUS_M


def cells_of(place: Place) -> list[str]:
    """The cell of each size in which a place lies."""
    return [_name(size_m, *_row_column(place, size_m)) for size_m in SIZES_M]


def cells_around(place: Place, radius_m: int) -> list[str]:
    """Cells that together hold everything within the radius: of the smallest size of which there are not too many."""
    for size_m in SIZES_M:
        reach = ceil(radius_m / size_m)
        if (2 * reach + 1) ** 2 <= MOST_CELLS:
            break
    return _around(place, radius_m, size_m)


def _around(place: Place, radius_m: int, size_m: int) -> list[str]:
    """Row by row: the meridians draw together, so that each row has its own columns."""
    south, north = (_row(place.lat + sign * radius_m / _M_PER_DEGREE, size_m) for sign in (-1, 1))
    return [
        _name(size_m, row, column)
        for row in range(south, north + 1)
        for column in range(_west(place, radius_m, row, size_m), _east(place, radius_m, row, size_m) + 1)
    ]


def _row_column(place: Place, size_m: int) -> tuple[int, int]:
    row = _row(place.lat, size_m)
    return row, _column(place.long, row, size_m)


def _row(lat: float, size_m: int) -> int:
    return floor(lat * _M_PER_DEGREE / size_m)


def _column(long: float, row: int, size_m: int) -> int:
    return floor(long * _m_east(row, size_m) / size_m)


def _west(place: Place, radius_m: int, row: int, size_m: int) -> int:
    return _column(place.long - _degrees(place, radius_m), row, size_m)


def _east(place: Place, radius_m: int, row: int, size_m: int) -> int:
    return _column(place.long + _degrees(place, radius_m), row, size_m)


def _degrees(place: Place, radius_m: int) -> float:
    """So many degrees of longitude the radius spans at most, which is where it comes nearest to a pole."""
    return radius_m / _m_at(abs(place.lat) + radius_m / _M_PER_DEGREE)


def _m_east(row: int, size_m: int) -> float:
    """Metres of a degree of longitude in the middle of a row."""
    return _m_at((row + 0.5) * size_m / _M_PER_DEGREE)


def _m_at(lat: float) -> float:
    return _M_PER_DEGREE * max(cos(radians(lat)), 1e-3)


def _name(size_m: int, row: int, column: int) -> str:
    return f"{size_m}:{row}:{column}"
