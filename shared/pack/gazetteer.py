"""The gazetteer: from an address to its place and from a place to the nearest address, without asking anybody else."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from pathlib import Path

from shapely import STRtree
from shapely.geometry import Point, box

from shared.events.place import EARTH_RADIUS_M, Place, distance_m

# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})
M_PER_DEGREE = radians(1) * EARTH_RADIUS_M


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address; `text` is how people write it."""

    text: str
    place: Place


@dataclass(frozen=True)
class Gazetteer:
    """All known addresses of a neighbourhood; without any it finds nothing and says so."""

    addresses: tuple[Address, ...] = ()
    attribution: str = ""

    def place_of(self, text: str) -> Place | None:
        """Find the place of a written address; letter case, accents, commas and what follows the number may differ."""
        found = self._by_key.get(address_key(text))
        return found.place if found else None

    def nearest(self, place: Place, *, within_m: float = 100) -> Address | None:
        """Give the nearest address, unless it is farther than `within_m` metres."""
        close = ((distance_m(place, address.place), address.text, address) for address in self._around(place, within_m))
        return min((one for one in close if one[0] <= within_m), default=(0.0, "", None))[2]

    def addresses_count(self, place: Place, radius_m: float) -> int:
        """Count the addresses within so many metres."""
        return sum(distance_m(place, address.place) <= radius_m for address in self._around(place, radius_m))

    def _around(self, place: Place, radius_m: float) -> Iterable[Address]:
        lat = radius_m / M_PER_DEGREE
        long = lat / max(cos(radians(place.lat)), 1e-6)
        area = box(place.long - long, place.lat - lat, place.long + long, place.lat + lat)
        return (self.addresses[index] for index in self._tree.query(area))

    @cached_property
    def _by_key(self) -> Mapping[str, Address]:
        return {address_key(address.text): address for address in reversed(self.addresses)}

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([Point(address.place.long, address.place.lat) for address in self.addresses])


def address_key(text: str) -> str:
    """Bring an address into the form it is looked up by: "Fabianinkatu 3 A, 00130 Helsinki" → "fabianinkatu 3a"."""
    street = text.partition(",")[0].casefold().translate(_PLAIN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", street) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", plain).split()
    return re.sub(r"(\d) ([a-z])\b", r"\1\2", " ".join(words))


def load_gazetteer(folder: Path | None, pack: str) -> Gazetteer:
    """Load `<pack>.json` of the folder; where there is none the gazetteer is empty."""
    path = folder / f"{pack}.json" if folder else None
    if path is None or not path.exists():
        return Gazetteer()
    data = json.loads(path.read_text(encoding="utf-8"))
    listed = (Address(text=text, place=Place(lat=lat, long=long)) for text, lat, long in data["addresses"])
    return Gazetteer(tuple(listed), data["attribution"])
