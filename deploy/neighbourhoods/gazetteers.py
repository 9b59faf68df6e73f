"""Makes a pack's gazetteer from the OpenStreetMap extract that an installed package carries."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from statistics import fmean

import osmium

from shared.events.place import Place
from shared.pack import load_areas
from shared.pack.yaml_source import read_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """gazetteer.yaml: which file of which installed package holds the map."""

    package: str
    file: str
    attribution: str


def build_gazetteer(pack: Path, into: Path) -> int:
    """Write `<pack>.json` with all addresses inside the pack's areas; give their number.

    Raises: PackageNotFoundError when the package is not installed.
    """
    source = _source(pack)
    areas = load_areas(pack)
    places = addresses(Path(str(distribution(source.package).locate_file(source.file))))
    kept = [(text, place.lat, place.long) for text, place in sorted(places.items()) if areas.contains(place)]
    into.mkdir(parents=True, exist_ok=True)
    written = into / f".{pack.name}.json"
    built = {"attribution": source.attribution, "addresses": kept}
    written.write_text(json.dumps(built, ensure_ascii=False), encoding="utf-8")
    written.replace(into / f"{pack.name}.json")
    return len(kept)


def addresses(extract: Path) -> dict[str, Place]:
    """Read all addresses of an extract; where several things bear one, it lies in their middle."""
    found: dict[str, list[Place]] = {}
    for text, place in _tagged(extract):
        found.setdefault(text, []).append(place)
    return {text: _middle(places) for text, places in found.items()}


def _source(pack: Path) -> Source:
    data = read_document(pack / "gazetteer.yaml").data
    fields = data if isinstance(data, dict) else {}
    return Source(**{name: str(fields[name]) for name in ("package", "file", "attribution")})


def _tagged(extract: Path) -> Iterator[tuple[str, Place]]:
    wanted = osmium.filter.KeyFilter("addr:housenumber")
    for thing in osmium.FileProcessor(str(extract)).with_areas().with_filter(wanted):
        street = thing.tags.get("addr:street")
        number = thing.tags["addr:housenumber"].partition(",")[0].strip()
        place = _place(thing)
        if street and number and place:
            yield f"{street} {number}", place


def _place(thing: object) -> Place | None:
    match thing:
        case osmium.osm.Node():
            return Place(lat=thing.lat, long=thing.lon)
        case osmium.osm.Area():
            return _middle([Place(lat=node.lat, long=node.lon) for ring in thing.outer_rings() for node in ring])
        case _:
            return None


def _middle(places: list[Place]) -> Place:
    return Place(lat=round(fmean(p.lat for p in places), 6), long=round(fmean(p.long for p in places), 6))
