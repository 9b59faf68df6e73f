"""Where something is."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8  # IUGG mean radius.


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point in WGS 84, in degrees."""

    lat: float
    long: float


def distance_m(a: Place, b: Place) -> float:
    """Metres along the surface (haversine)."""
    half_lat, half_long = radians(b.lat - a.lat) / 2, radians(b.long - a.long) / 2
    chord = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_long) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(chord))
