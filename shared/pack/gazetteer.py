"""The gazetteer: from an address to its place and from a place to the nearest address, without asking anybody else."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from pathlib import Path

import structlog
from shapely import STRtree
from shapely.geometry import Point, box

from shared.events.place import EARTH_RADIUS_M, Place, distance_m

# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})
# Street, then number, the last number of a span, a letter; flats and floors that follow do not matter.
_ADDRESS = re.compile(r"(?P<street>\D+?) (?P<number>\d{1,6})(?: ?- ?(?P<last>\d{1,6}))? ?(?P<letter>[a-z])?(?![a-z])")
LONGEST_SPAN = 40
AddressKey = tuple[str, int, str]
M_PER_DEGREE = radians(1) * EARTH_RADIUS_M

log = structlog.get_logger()


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
        keys = (*_own_keys(text), *_wider_keys(text))
        return next((self._by_key[key].place for key in keys if key in self._by_key), None)

    def nearest(self, place: Place, *, within_m: float = 100) -> Address | None:
        """Give the nearest address, unless it is farther than `within_m` metres."""
        close = ((distance_m(place, address.place), address.text, address) for address in self._around(place, within_m))
        return min((one for one in close if one[0] <= within_m), default=(0.0, "", None))[2]

    def _around(self, place: Place, radius_m: float) -> Iterable[Address]:
        lat = radius_m / M_PER_DEGREE
        long = lat / max(cos(radians(place.lat)), 1e-6)
        area = box(place.long - long, place.lat - lat, place.long + long, place.lat + lat)
        return (self.addresses[index] for index in self._tree.query(area))

    @cached_property
    def _by_key(self) -> Mapping[AddressKey, Address]:
        """Every address under its own key, then under wider ones that no other address has."""
        found: dict[AddressKey, Address] = {}
        for keys in (_own_keys, _wider_keys):
            for address in self.addresses:
                for key in keys(address.text):
                    found.setdefault(key, address)
        return found

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([Point(address.place.long, address.place.lat) for address in self.addresses])


def _own_keys(text: str) -> list[AddressKey]:
    """Bring an address into the form it is looked up by: "Højgade 3 A 5, Town" → ("hojgade", 3, "a")."""
    found = _ADDRESS.match(plain(text.partition(",")[0]))
    return [(found["street"], int(found["number"]), found["letter"] or "")] if found else []


def _wider_keys(text: str) -> list[AddressKey]:
    """Give the house without its letter, and each house of a span such as 3-7."""
    found = _ADDRESS.match(plain(text.partition(",")[0]))
    if not found:
        return []
    first, last = int(found["number"]), int(found["last"] or found["number"])
    step = 2 if (last - first) % 2 == 0 else 1
    return [(found["street"], number, "") for number in range(first, min(last, first + LONGEST_SPAN) + 1, step)]


def plain(text: str) -> str:
    """Take away what people type differently: letter case, accents, punctuation, spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w-]+", " ", letters).split())


def load_gazetteer(folder: Path | None, pack: str) -> Gazetteer:
    """Load `<pack>.json` of the folder; where there is none the gazetteer is empty, and operators are told."""
    path = folder / f"{pack}.json" if folder else None
    if path is None or not path.exists():
        log.warning("gazetteer_missing", pack=pack, folder=str(folder or ""))
        return Gazetteer()
    data = json.loads(path.read_text(encoding="utf-8"))
    listed = (Address(text=text, place=Place(lat=lat, long=long)) for text, lat, long in data["addresses"])
    return Gazetteer(tuple(listed), data["attribution"])
