"""The circle that stands for a place before somebody may know it (rule R5).

The neighbourhood is laid out in square cells, shifted by a secret. Every place in a cell has the same circle, the one
around the cell. However often it is shown, for however many reports, it only ever says "somewhere in the cell".
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from math import cos, floor, radians, sqrt

from shared.events.place import EARTH_RADIUS_M, Place
from shared.events.triage import Circle

LEAST_RADIUS_M = 150
LEAST_ADDRESSES = 20
M_PER_DEGREE = radians(1) * EARTH_RADIUS_M
DOUBLINGS = 6  # from 150 m to almost 10 km: wherever there are addresses at all, twenty are nearer

CountAddresses = Callable[[Place, float], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roughness:
    """radius_m and addresses: what every circle has at least. radius_without_m: where no addresses are known."""

    radius_m: int
    addresses: int
    radius_without_m: int


def rough_area(place: Place, roughness: Roughness, *, secret: bytes, count_addresses: CountAddresses | None) -> Circle:
    """The same for every place in a cell. count_addresses: within metres of a point; None where none are known."""
    if count_addresses is None:
        return _circle(place, roughness.radius_without_m, secret)
    for doubling in range(DOUBLINGS):
        circle = _circle(place, max(roughness.radius_m, LEAST_RADIUS_M) * 2**doubling, secret)
        if count_addresses(circle.centre, circle.radius_m) >= max(roughness.addresses, LEAST_ADDRESSES):
            return circle
    return _circle(place, LEAST_RADIUS_M * 2**DOUBLINGS, secret)


def _circle(place: Place, radius_m: int, secret: bytes) -> Circle:
    """Around the cell in which the place lies; all of the cell is in it."""
    side_m = radius_m * sqrt(2)
    shift_north, shift_east = _shifts(radius_m, secret)
    row = floor(place.lat * M_PER_DEGREE / side_m + shift_north)
    lat = (row - shift_north + 0.5) * side_m / M_PER_DEGREE
    m_per_degree_east = M_PER_DEGREE * cos(radians(lat))
    column = floor(place.long * m_per_degree_east / side_m + shift_east)
    long = (column - shift_east + 0.5) * side_m / m_per_degree_east
    return Circle(centre=Place(lat=round(lat, 6), long=round(long, 6)), radius_m=radius_m + 1)


def _shifts(radius_m: int, secret: bytes) -> tuple[float, float]:
    """By how much of a cell the layout is shifted, north and east."""
    digest = hmac.digest(secret, f"rough area {radius_m}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:4]) / 2**32, int.from_bytes(digest[4:8]) / 2**32
