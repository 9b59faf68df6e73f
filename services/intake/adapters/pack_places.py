"""The neighbourhood's map: the pack's areas and its gazetteer."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from shared.events.place import Place
from shared.pack.areas import Areas
from shared.pack.gazetteer import Gazetteer, plain

MOST = 8
_ALIKE = 0.7


class PackPlaces:
    """Passes as `Places`."""

    def __init__(self, areas: Areas, gazetteer: Gazetteer) -> None:
        self._areas = areas
        self._gazetteer = gazetteer

    def serves(self, place: Place) -> bool:
        return self._areas.contains(place)

    def place_of(self, address: str) -> Place | None:
        return self._gazetteer.place_of(address)

    def nearest_address(self, place: Place) -> str | None:
        found = self._gazetteer.nearest(place)
        return found.text if found else None

    def addresses_like(self, text: str) -> Sequence[str]:
        """Those that begin so, then those that are spelled much like it."""
        key = plain(text)
        if not key:
            return []
        begun = [known for known in self._texts if known.startswith(key)]
        alike = get_close_matches(key, self._texts, n=MOST, cutoff=_ALIKE)
        return [self._texts[known] for known in list(dict.fromkeys([*begun, *alike]))[:MOST]]

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {plain(address.text): address.text for address in self._gazetteer.addresses}
