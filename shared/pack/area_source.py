"""Reads areas.geojson: a FeatureCollection of polygons, each with a code of its own."""

from dataclasses import dataclass, field

from shapely import MultiPolygon, Polygon

from shared.pack.areas import Areas, polygon_of
from shared.pack.mistakes import Mistake
from shared.pack.yaml_source import Document, Plain


@dataclass(slots=True)
class ReadAreas:
    """The areas that are well, and what is wrong with the others."""

    polygons: dict[str, Polygon | MultiPolygon] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def areas(self) -> Areas:
        return Areas(self.polygons)


def read_areas(document: Document) -> ReadAreas:
    """Read every feature, and say of each what is wrong with it."""
    found = ReadAreas(mistakes=list(document.mistakes))
    if found.mistakes and document.data is None:
        return found
    features = document.data.get("features") if isinstance(document.data, dict) else None
    if not isinstance(features, list) or not features:
        found.mistakes.append(document.mistake(("features",), "has no areas"))
        return found
    for index, feature in enumerate(features):
        _read_feature(document, index, feature, found)
    return found


def _read_feature(document: Document, index: int, feature: Plain, found: ReadAreas) -> None:
    whole = feature if isinstance(feature, dict) else {}
    properties = whole.get("properties")
    code = properties.get("code") if isinstance(properties, dict) else None
    if not isinstance(code, str) or code in found.polygons:
        found.mistakes.append(document.mistake(("features", index, "properties"), "has no code of its own"))
        return
    try:
        found.polygons[code] = polygon_of(whole.get("geometry"))
    except ValueError as error:
        found.mistakes.append(document.mistake(("features", index, "geometry"), str(error)))
