"""The areas a pack serves: named polygons, read from areas.geojson once."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely import MultiPolygon, Polygon, intersects_xy, prepare
from shapely.geometry import shape
from shapely.ops import unary_union

from shared.events.place import Place


@dataclass(frozen=True, slots=True)
class Areas:
    """Polygons by code. A point on an edge is inside; where areas overlap the first one has it."""

    polygons: Mapping[str, Polygon | MultiPolygon]

    def __post_init__(self) -> None:
        """Let shapely index the edges, so that asking costs microseconds."""
        for polygon in self.polygons.values():
            prepare(polygon)

    def area_of(self, place: Place) -> str | None:
        """Give the code of the area a place lies in, or None outside them all."""
        x, y = place.long, place.lat
        return next((code for code, polygon in self.polygons.items() if intersects_xy(polygon, x, y)), None)

    def contains(self, place: Place) -> bool:
        """Tell whether the pack serves this place."""
        return self.area_of(place) is not None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees."""
        west, south, east, north = unary_union(list(self.polygons.values())).bounds
        return (west, south, east, north)


def polygon_of(geometry: object) -> Polygon | MultiPolygon:
    """Read a GeoJSON geometry.

    Raises: ValueError with what is wrong with it.
    """
    try:
        found = shape(geometry if isinstance(geometry, dict) else {})
    except Exception as error:  # shapely raises whatever the broken numbers run into
        raise ValueError(f"is no GeoJSON geometry ({error})") from error
    if not isinstance(found, Polygon | MultiPolygon) or found.is_empty:
        raise ValueError("is no polygon")
    if not found.is_valid:
        raise ValueError("is a polygon whose edges cross")
    return found
